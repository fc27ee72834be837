import type { Git } from "../git";
import { checkReviewed } from "./reviewed";

export interface Rollback {
  readonly tag: string;
  readonly commit: string;
  /** Tags whose releases are reverted, the newest first. */
  readonly reverted: readonly string[];
}

/**
 * Checks that an environment can be rolled back to an earlier tag, and lists the releases that this reverts. The plan's guard checks the effect on
 * stateful resources and on regions that were evacuated since.
 */
export async function checkRollback(git: Git, tag: string): Promise<Rollback> {
  const commit = await checkReviewed(git, tag);
  const tags = await git.tags("v*");
  const at = tags.indexOf(tag);
  return { tag, commit, reverted: tags.slice(0, Math.max(at, 0)) };
}

export function rollbackLines(environment: string, { tag, commit, reverted }: Rollback): string[] {
  if (reverted.length === 0) return [`${tag} (${commit}) is the newest tag: deploying it again reverts nothing.`];
  return [
    `${environment} is rolled back to ${tag} (${commit}).`,
    `Reverted: ${reverted.join(", ")}. The main branch still contains these releases: revert them there, or the next tag deploys them again.`,
  ];
}
