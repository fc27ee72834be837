import * as fs from "node:fs";
import * as path from "node:path";
import { readStacks } from "../synthesis/synthesized";
import type { Paths } from "../paths";
import { Problem } from "../problem";
import { run } from "../process/run";
import { type Documents, readDocuments } from "../synthesis/resources";

/**
 * Synthesizes the stacks of all environments in a temporary folder.
 *
 * @param app command to run instead of the one in cdktf.json, like `cdktf --app`
 * @throws Problem if an environment has errors.
 */
export async function synthesizeAll(paths: Paths, app: string | undefined): Promise<Documents> {
  const folder = path.join(paths.home, "policy", `cdktf.out-${process.pid}`);
  fs.mkdirSync(folder, { recursive: true });
  try {
    const { ENVIRONMENT: _all, ...env } = process.env;
    const { code, stderr, stdout } = await run("sh", ["-c", app ?? appOf(paths.root)], {
      cwd: paths.root,
      env: { ...env, CDKTF_OUTDIR: folder },
    });
    if (code !== 0) throw new Problem((stderr || stdout).trimEnd());
    return readDocuments(readStacks(folder));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function appOf(root: string): string {
  return (JSON.parse(fs.readFileSync(path.join(root, "cdktf.json"), "utf8")) as { readonly app: string }).app;
}
