import { existsSync } from "node:fs";
import { join } from "node:path";
import { gitRunnerIn, mustGit } from "../../cli/git";

/** The files of the repository that Git does not ignore, also new ones, below some paths; without paths all. Deleted files are omitted. */
export async function proseFiles(root: string, paths: readonly string[] = []): Promise<readonly string[]> {
  const options = ["--cached", "--others", "--exclude-standard", "--deduplicate", "-z"];
  const listed = await mustGit(gitRunnerIn(root), "ls-files", ...options, "--", ...paths);
  return listed.split("\0").filter((file) => file !== "" && existsSync(join(root, file)));
}
