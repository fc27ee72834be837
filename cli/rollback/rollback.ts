import type { Git } from "../git";
import { checkReviewed } from "./reviewed";

export interface Rollback {
  readonly tag: string;
  readonly commit: string;
  /** Tags whose releases are undone, the newest first. */
  readonly undone: readonly string[];
}

/**
 * Whether a whole environment may go back to an earlier tag, and what that undoes. What it would do to things that keep data, and to regions that
 * were evacuated since, the plan's guard judges.
 */
export async function checkRollback(git: Git, tag: string): Promise<Rollback> {
  const commit = await checkReviewed(git, tag);
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
