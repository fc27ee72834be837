import { Problem } from "../problem";
import type { Git } from "../git";
import type { Deployed } from "../store/deployed-commit";

/** What is deployed by tags: `v1.4.1`, or `v2` or `v1.5.0-rc.1`. */
const TAG = /^v\d+(\.\d+){0,2}(-[0-9A-Za-z.-]+)?$/;

/** Where reviewed commits are. */
export const MAIN = "origin/main";

/**
 * The commit of a tag, if it may be deployed: it has to be on the main branch, where nothing comes without a review. Who may push tags could
 * deploy anything otherwise.
 *
 * @throws Problem where the tag is none, is not here, is not what is checked out, or was never merged.
 */
export async function checkReviewed(git: Git, tag: string): Promise<string> {
  if (!TAG.test(tag)) throw new Problem(`${JSON.stringify(tag)} is no tag of a release. For example: v1.4.1`);
  const [commit, head, main] = await Promise.all([`refs/tags/${tag}`, "HEAD", MAIN].map((ref) => git.commitOf(ref)));
  if (commit === undefined) throw new Problem(`There is no tag ${tag} here.\n  fix:git fetch --tags`);
  if (main === undefined) throw new Problem(`There is no ${MAIN} here to compare with.\n  fix:git fetch origin main`);
  if (commit !== head)
    throw new Problem(`${tag} is ${commit}, and ${head ?? "nothing"} is checked out. Deploy what the tag names: git checkout ${tag}`);
  if (await git.contains(MAIN, commit)) return commit;
  throw new Problem(
    `${tag} (${commit}) is not on ${MAIN}: nobody has reviewed it.\n  fix:merge it by a pull request, and tag the commit on the main branch`,
  );
}

/**
 * A tag may stand on any commit of the main branch: on an older one than what runs, deploying it is a roll-back that nobody has called one.
 *
 * @throws Problem where all of the commit is in what was deployed last, which has more.
 */
export async function checkForward(git: Git, tag: string, commit: string, deployed: Deployed | undefined): Promise<void> {
  if (deployed === undefined || deployed.commit === commit || !(await git.contains(deployed.commit, commit))) return;
  throw new Problem(
    [
      `${tag} (${commit}) is older than what is deployed since ${deployed.at}: ${deployed.tag ?? "no tag"} (${deployed.commit}).`,
      `  fix:tag a commit that comes after it; to go back on purpose: gh workflow run rollback.yml --ref ${tag}`,
    ].join("\n"),
  );
}
