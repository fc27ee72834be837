import { Problem, UsageProblem } from "../problem";
import type { Git } from "../git";
import type { Deployed } from "../store/deployed-commit";

/** Release tags: `v1.4.1`, `v2` or `v1.5.0-rc.1`. */
const TAG = /^v\d+(\.\d+){0,2}(-[0-9A-Za-z.-]+)?$/;

/** The branch of reviewed commits. */
export const MAIN = "origin/main";

/**
 * The commit of a tag, if it can be deployed: it must be on the main branch, which accepts only reviewed changes. Otherwise anyone with push access
 * to tags could deploy anything.
 *
 * @throws Problem if the tag is invalid, missing in this clone, not checked out, or not merged.
 */
export async function checkReviewed(git: Git, tag: string): Promise<string> {
  if (!TAG.test(tag)) throw new UsageProblem(`Invalid release tag ${JSON.stringify(tag)}. Example: v1.4.1`);
  const [commit, head, main] = await Promise.all([`refs/tags/${tag}`, "HEAD", MAIN].map((ref) => git.commitOf(ref)));
  if (commit === undefined) throw new Problem(`The tag ${tag} is not in this clone.\n  fix: git fetch --tags`);
  if (main === undefined) throw new Problem(`${MAIN} is not in this clone.\n  fix: git fetch origin main`);
  if (commit !== head) throw new Problem(`${tag} is ${commit}, but ${head ?? "nothing"} is checked out.\n  fix: git checkout ${tag}`);
  if (await git.contains(MAIN, commit)) return commit;
  throw new Problem(
    `${tag} (${commit}) is not on ${MAIN}, so it was not reviewed.\n  fix: merge it with a pull request, and tag the commit on the main branch`,
  );
}

/**
 * A tag can be on any commit of the main branch. If the commit is older than the deployed one, deploying it would be an unintended rollback.
 *
 * @throws Problem if the deployed commit contains the commit and is newer.
 */
export async function checkForward(git: Git, tag: string, commit: string, deployed: Deployed | undefined): Promise<void> {
  if (deployed === undefined || deployed.commit === commit || !(await git.contains(deployed.commit, commit))) return;
  throw new Problem(
    [
      `${tag} (${commit}) is older than the commit deployed at ${deployed.at}: ${deployed.tag ?? "no tag"} (${deployed.commit}).`,
      `  fix: tag a newer commit; to roll back intentionally: gh workflow run rollback.yml --ref ${tag}`,
    ].join("\n"),
  );
}
