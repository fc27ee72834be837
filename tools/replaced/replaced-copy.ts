import * as fs from "node:fs";
import * as path from "node:path";
import { gitRunnerIn, mustGit } from "../../cli/git";
import { hardLink } from "../checks/hard-link";

/** Folders of .terrace with downloaded tools and data, which both repositories share. */
const SHARED = ["actionlint", "provider-schema", "service-authorization", "shellcheck"];

/** Results of the last type check, by content of the files: only files that depend on the environments are checked again. */
const TYPES = path.join(".terrace", "tsconfig.tsbuildinfo");

/** The environments of the repository, and the tests that belong to them. */
const REMOVED = ["environments", "test/example"];

/** The content of a folder: text by file name. */
export type Folder = Readonly<Record<string, string>>;

/**
 * Copies the repository as it is now into an empty folder, which becomes a Git repository with hard links to the packages, and replaces the
 * environments there.
 */
export async function copyReplaced(root: string, copy: string, environments: Folder): Promise<void> {
  for (const file of await filesOf(root)) if (!REMOVED.some((removed) => file.startsWith(`${removed}/`))) copyFile(root, copy, file);
  for (const [name, text] of Object.entries(environments)) write(path.join(copy, "environments", name), text);
  hardLink(path.join(root, "node_modules"), path.join(copy, "node_modules"));
  for (const name of SHARED.filter((each) => fs.existsSync(path.join(root, ".terrace", each)))) {
    fs.mkdirSync(path.join(copy, ".terrace"), { recursive: true });
    fs.symlinkSync(path.join(root, ".terrace", name), path.join(copy, ".terrace", name), "junction");
  }
  if (fs.existsSync(path.join(root, TYPES))) copyFile(root, copy, TYPES);
  const git = gitRunnerIn(copy);
  await mustGit(git, "init", "--quiet", "--initial-branch=main");
  await mustGit(git, "add", "--all");
  const author = ["-c", "user.name=Terrace", "-c", "user.email=terrace@example.com", "-c", "commit.gpgsign=false"];
  await mustGit(git, ...author, "commit", "--quiet", "--no-verify", "--message=Replace the environments");
}

/** The files in Git and the new ones, without files that were deleted. */
async function filesOf(root: string): Promise<readonly string[]> {
  const list = await mustGit(gitRunnerIn(root), "ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "-z");
  return list.split("\0").filter((file) => file !== "" && fs.existsSync(path.join(root, file)));
}

function copyFile(root: string, copy: string, file: string): void {
  fs.mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
  fs.cpSync(path.join(root, file), path.join(copy, file));
}

function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}
