import * as fs from "node:fs";
import * as path from "node:path";
import { synthesize } from "../synthesis/synthesize";
import type { TerraformContext } from "../terraform/terraform-context";
import { gitIn, type Git } from "../git";
import { Problem } from "../problem";
import { lastLines, run } from "../process/run";
import { digestsOf, type Digests } from "./digests";

/** What stacks were synthesized to before a change, or why that cannot be told: then every stack counts as changed. */
export type Base =
  { readonly known: true; readonly commit: string; readonly stacks: Digests } | { readonly known: false; readonly because: string };

const LOCK = "package-lock.json";

/**
 * Synthesizes the stacks as they were where a branch left another one, in a folder of their own. With other packages than those that are installed
 * here it would not be what was synthesized then.
 */
export async function synthesizeBase(context: TerraformContext, ref: string, folder: string): Promise<Base> {
  const { root } = context.paths;
  // A name that begins with a hyphen would be an option of Git.
  if (!/^[A-Za-z0-9]/.test(ref)) throw new Problem(`${JSON.stringify(ref)} names no commit. For example: --base origin/main`);
  const git = gitIn(root);
  const commit = await git.mergeBase(ref, "HEAD");
  await checkOut(git, root, commit, folder);
  if (!sameFile(path.join(root, LOCK), path.join(folder, LOCK))) return { known: false, because: "its packages are other ones" };
  const modules = path.join(folder, "node_modules");
  if (!fs.existsSync(modules)) fs.symlinkSync(path.join(root, "node_modules"), modules);
  try {
    const stacks = await synthesize({
      ...context,
      paths: { ...context.paths, root: folder, output: path.join(".terrace", "cdktf.out") },
    });
    return { known: true, commit, stacks: digestsOf(stacks) };
  } catch (error) {
    // The environment was not there yet, or could not be synthesized: that is no fault of the change.
    if (error instanceof Problem) return { known: false, because: "it cannot be synthesized" };
    throw error;
  }
}

/** Puts the files of a commit into a folder, without a word to Git of it. */
async function checkOut(git: Git, root: string, commit: string, folder: string): Promise<void> {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const archive = `${folder}.tar`;
  await git.archive(commit, archive);
  const { code, stderr } = await run("tar", ["-xf", archive, "-C", folder], { cwd: root });
  fs.rmSync(archive);
  if (code !== 0) throw new Problem(`The files of ${commit} cannot be unpacked:\n${lastLines(stderr, 5)}`);
}

function sameFile(one: string, other: string): boolean {
  return fs.existsSync(one) && fs.existsSync(other) && fs.readFileSync(one).equals(fs.readFileSync(other));
}

/** The stacks that are as they were. */
export function unchangedSince(base: Base, stacks: Digests): Set<string> {
  return new Set(base.known ? Object.keys(stacks).filter((name) => stacks[name] === base.stacks[name]) : []);
}
