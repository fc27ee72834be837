import { Problem } from "../problem";
import { run } from "../process/run";

/** The script that prints the images of an environment. */
const SCRIPT = "cli/release/show-images.ts";

/**
 * The images of an environment according to the current files. This process has already loaded an earlier version of them, so a new process reads
 * them.
 */
export async function readImages(root: string, environment: string): Promise<ReadonlyMap<string, string>> {
  const { code, stdout, stderr } = await run(process.execPath, ["tools/run.cjs", SCRIPT, environment], { cwd: root });
  if (code !== 0) throw new Problem((stderr || stdout).trim());
  return new Map(JSON.parse(stdout) as [string, string][]);
}
