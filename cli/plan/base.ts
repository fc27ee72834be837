import * as fs from "node:fs";
import * as path from "node:path";
import { synthesize } from "../synthesis/synthesize";
import type { TerraformContext } from "../terraform/terraform-context";
import { gitIn, type Git } from "../git";
import { Problem } from "../problem";
import { lastLines, run } from "../process/run";
import { digestsOf, type Digests } from "./digests";

/** The synthesized stacks before a change, or the reason why they are unknown: then every stack counts as changed. */
export type Base =
  { readonly known: true; readonly commit: string; readonly stacks: Digests } | { readonly known: false; readonly because: string };

const LOCK = "package-lock.json";

/** The folder for the synthesis of a base, next to the project's own output. */
export function baseFolder({ paths }: Pick<TerraformContext, "paths">): string {
  return path.join(path.dirname(path.join(paths.root, paths.output)), "base");
}

/**
 * Synthesizes the stacks at the merge base of a branch, in a separate folder. If package-lock.json differs from the merge base, the result is
 * unknown, because the installed packages would produce other stacks.
 */
export async function synthesizeBase(context: TerraformContext, ref: string, folder: string): Promise<Base> {
  const { root } = context.paths;
  // Git would parse a name that starts with a hyphen as an option.
  if (!/^[A-Za-z0-9]/.test(ref))
    throw new Problem(`Invalid --base ${JSON.stringify(ref)}: not the name of a commit. Example: --base origin/main`);
  const git = gitIn(root);
  const commit = await git.mergeBase(ref, "HEAD");
  await checkOut(git, root, commit, folder);
  if (!sameFile(path.join(root, LOCK), path.join(folder, LOCK))) return { known: false, because: `${LOCK} differs` };
  const modules = path.join(folder, "node_modules");
  if (!fs.existsSync(modules)) fs.symlinkSync(path.join(root, "node_modules"), modules);
  try {
    const stacks = await synthesize({
      ...context,
      paths: { ...context.paths, root: folder, output: path.join(".terrace", "cdktf.out") },
    });
    return { known: true, commit, stacks: digestsOf(stacks) };
  } catch (error) {
    // The environment did not exist yet, or its configuration was invalid. The change did not cause that.
    if (error instanceof Problem) return { known: false, because: "it cannot be synthesized" };
    throw error;
  }
}

/** Writes the files of a commit to a folder, without a Git worktree. */
async function checkOut(git: Git, root: string, commit: string, folder: string): Promise<void> {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const archive = `${folder}.tar`;
  await git.archive(commit, archive);
  const { code, stderr } = await run("tar", ["-xf", archive, "-C", folder], { cwd: root });
  fs.rmSync(archive);
  if (code !== 0) throw new Problem(`Cannot unpack the files of ${commit}:\n${lastLines(stderr, 5)}`);
}

function sameFile(one: string, other: string): boolean {
  return fs.existsSync(one) && fs.existsSync(other) && fs.readFileSync(one).equals(fs.readFileSync(other));
}

/** The unchanged stacks. */
export function unchangedSince(base: Base, stacks: Digests): Set<string> {
  return new Set(base.known ? Object.keys(stacks).filter((name) => stacks[name] === base.stacks[name]) : []);
}
