import { EVACUATED_FILE, type Evacuated } from "../../evacuation/evacuated-file";
import { Problem } from "../../problem";
import type { Git } from "../git";
import { checkReviewed, MAIN } from "./reviewed";

export interface Rollback {
  readonly tag: string;
  readonly commit: string;
  /** Tags whose releases are undone, the newest first. */
  readonly undone: readonly string[];
}

/** Regions that an environment has out of its public names, at a commit. */
async function outAt(git: Git, ref: string, environment: string): Promise<readonly string[]> {
  const text = await git.fileAt(ref, EVACUATED_FILE);
  return text === undefined ? [] : ((JSON.parse(text) as Evacuated)[environment] ?? []);
}

/**
 * Whether a whole environment may go back to an earlier tag. What people did to it by hand since, in an outage, is no release: it stays.
 *
 * @throws Problem where the tag would undo an evacuation, or bring one back. What it would do to things that keep data, the plan's guard judges.
 */
export async function checkRollback(git: Git, environment: string, tag: string): Promise<Rollback> {
  const commit = await checkReviewed(git, tag);
  const [then, now] = await Promise.all([outAt(git, commit, environment), outAt(git, MAIN, environment)]);
  const changed = [...then, ...now].filter((region) => then.includes(region) !== now.includes(region));
  if (changed.length > 0)
    throw new Problem(
      [
        `${tag} has other regions of ${environment} in the public names than there are now: ${changed.join(", ")}.`,
        `  at ${tag}   out: ${then.join(", ") || "none"}`,
        `  now   out: ${now.join(", ") || "none"}`,
        "  to mend   roll back the images alone, on the main branch, which keeps all else:",
        `            npm run release -- --environment ${environment} --from ${tag}`,
      ].join("\n"),
    );
  const tags = await git.tags("v*");
  const at = tags.indexOf(tag);
  return { tag, commit, undone: tags.slice(0, Math.max(at, 0)) };
}

export function rollbackLines(environment: string, { tag, commit, undone }: Rollback): string[] {
  if (undone.length === 0) return [`${tag} (${commit}) is the newest tag: deploying it again undoes nothing.`];
  return [
    `${environment} goes back to ${tag} (${commit}).`,
    `Undone: ${undone.join(", ")}. The main branch still has what they brought: revert it there, or the next tag brings it back.`,
  ];
}
