import { Problem } from "../problem";
import { run } from "../process/run";

/** The program that says what an environment runs. */
const PROGRAM = "cli/release/show-images.ts";

/**
 * What an environment runs with the files as they are now. This process has read them already, as they were before: so another one reads
 * them.
 */
export async function readImages(root: string, environment: string): Promise<ReadonlyMap<string, string>> {
  const { code, stdout, stderr } = await run(process.execPath, ["tools/run.cjs", PROGRAM, environment], { cwd: root });
  if (code !== 0) throw new Problem((stderr || stdout).trim());
  return new Map(JSON.parse(stdout) as [string, string][]);
}
