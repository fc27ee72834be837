import * as fs from "node:fs";
import * as path from "node:path";
import { Problem } from "../problem";
import { PROJECT_FILE } from "../project";
import { run } from "../process/run";
import { readStacks, type Stack } from "./synthesized";

/**
 * Runs the synthesis of a project, like cdktf, and reads the stacks from the folder.
 *
 * @param app default: the command in cdktf.json
 * @throws Problem with the errors of the environments.
 */
export async function runApp(root: string, folder: string, env: NodeJS.ProcessEnv, app = appOf(root)): Promise<Stack[]> {
  fs.mkdirSync(folder, { recursive: true });
  const { code, stdout, stderr } = await run(...programOf(app), { cwd: root, env: { ...env, CDKTF_OUTDIR: folder } });
  if (code !== 0) throw new Problem((stderr || stdout).trimEnd());
  return readStacks(folder);
}

/** The command without a shell if it is a script of Node: it runs with the same Node, and nothing has to be on the PATH. */
function programOf(app: string): [program: string, args: string[]] {
  const [node, ...args] = app.split(" ");
  return node === "node" && /^[\w./= -]+$/.test(app) ? [process.execPath, args] : ["sh", ["-c", app]];
}

function appOf(root: string): string {
  return (JSON.parse(fs.readFileSync(path.join(root, PROJECT_FILE), "utf8")) as { readonly app: string }).app;
}
