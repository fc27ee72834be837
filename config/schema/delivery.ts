import { z } from "zod";
import { duration, percent, text } from "../../language/fields";

/** What a team may write about how it is deployed: how fast, and by whom: the GitHub repository, and what of it may plan and what may deploy. */

/** What GitHub calls the commits that jobs of pull requests run on, as a pattern of IAM. */
export const PULL_REQUESTS = "refs/pull/*/merge";

// As GitHub takes them: no character of these means anything in an IAM policy.
const REPOSITORY = /^[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){0,38}\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
const ID = /^[1-9]\d{0,18}$/;
/** A whole ref, or the beginning of some: never all branches, nor all tags. */
const REF = /^refs\/(heads|tags)\/[A-Za-z0-9][\w./-]{0,198}\*?$/;
const REF_IN_WORDS = "a branch or tag as refs/heads/<name> or refs/tags/<name>, or the beginning of some with * at its end";
/** A whole branch. */
const BRANCH = /^refs\/heads\/[A-Za-z0-9][\w./-]{0,198}$/;
const BRANCH_IN_WORDS = "a branch as refs/heads/<name>, without wildcards";
/** What jobs of pull requests run on, besides. */
const REF_OR_PULL = new RegExp(`${REF.source}|^${PULL_REQUESTS.replaceAll("*", "\\*")}$`);

const IDS =
  "Unlike the name it never changes and is never given again, so that nobody who takes over a name that was given up is taken for this repository.";

/** A repository of GitHub's, whose workflows do something. */
function repository(does: string) {
  return {
    repository: text(REPOSITORY, "a GitHub repository as owner/name, in GitHub's own capitals", "acme/photofeed").describe(
      `The repository whose workflows ${does}, spelled as GitHub does: AWS tells capitals apart.`,
    ),
    ownerId: text(ID, "the number of a GitHub account, as text", "123456").describe(
      `The owner's number: \`gh api repos/<owner>/<name> --jq .owner.id\`. ${IDS}`,
    ),
    repositoryId: text(ID, "the number of a GitHub repository, as text", "456789").describe(
      `The repository's number: \`gh api repos/<owner>/<name> --jq .id\`. ${IDS}`,
    ),
    subject: z
      .enum(["immutable", "names"])
      .default("immutable")
      .describe(
        "How the subject of GitHub's tokens names the repository. `immutable`: with both numbers, as of all repositories made, renamed or transferred since 15 July 2026, and of older ones that have opted in. `names`: by names alone; the repository's number is asked for besides.",
      ),
  };
}

const images = z
  .strictObject({
    refs: z
      .array(text(REF, REF_IN_WORDS, "refs/heads/main"))
      .min(1)
      .default(["refs/heads/main"])
      .meta({ allowed: `at least one of: ${REF_IN_WORDS}`, example: ["refs/heads/main"] })
      .describe("What images are built from: jobs that run on one of these, in no GitHub environment, may push them."),
    from: z
      .strictObject(repository("build the images"))
      .optional()
      .describe("Another repository, whose jobs build the images. Left out: the one that deploys builds them."),
  })
  .describe("Who pushes images.");

export const delivery = z
  .strictObject({
    ...repository("plan and deploy"),
    refs: z
      .array(text(REF_OR_PULL, REF_IN_WORDS, "refs/tags/v*"))
      .min(1)
      .meta({
        allowed: `at least one of: ${REF_IN_WORDS}; with \`environments\`, ${PULL_REQUESTS} besides`,
        example: ["refs/tags/v*"],
      })
      .describe(
        "What may be deployed here: only jobs that run on one of these, in the GitHub environment of this environment's name, get the right to deploy.",
      ),
    plans: z
      .enum(["branches", "environment"])
      .optional()
      .describe(
        "Which jobs may plan. A plan reads the state and this environment's secrets. `environment`: jobs in the GitHub environment `<name>-plan`, where reviewers can be required, and jobs on `reviewedBranches`. `branches`: jobs on every branch and pull request of the repository, so everyone with push access; forks get no token from GitHub as long as its setting “Send write tokens to workflows from pull requests” stays off. Left out: `environment` where `removalPolicy` is `retain`, `branches` where it is `destroy`.",
      ),
    reviewedBranches: z
      .array(text(BRANCH, BRANCH_IN_WORDS, "refs/heads/main"))
      .min(1)
      .default(["refs/heads/main"])
      .meta({ allowed: `at least one of: ${BRANCH_IN_WORDS}`, example: ["refs/heads/main"] })
      .describe(
        "Branches that get commits only through reviewed pull requests. Jobs on them, in no GitHub environment, may plan whatever `plans` says: the nightly drift check is such a job and cannot wait for an approval. GitHub's branch protection must enforce the reviews.",
      ),
    provider: z
      .enum(["new", "existing"])
      .default("new")
      .describe(
        "GitHub's OIDC provider, of which an account has one: `new` makes it, `existing` uses the one that is there, of another environment in the same account or made by hand.",
      ),
    images: images
      .optional()
      .describe(
        "Who pushes images to this environment's repositories, with a role that may do nothing else. Left out: jobs of this repository on `refs/heads/main`.",
      ),
    environments: text(/^[a-z][a-z0-9]{0,10}\*$/, "the beginning of environments' names with * at its end", "pull*")
      .optional()
      .describe(
        "The environments that the roles are for, by the beginning of their names; each says `deployedBy`. For previews, which come and go and make no roles for themselves. Of this environment itself there is nothing then but those roles. Left out: the roles are for this environment.",
      ),
  })
  .describe(
    "Who deploys: roles that workflows of a GitHub repository assume without any stored key. A person with rights on IAM deploys the foundation for the first time, and whenever these roles change: they may not change themselves.",
  );

export const rollout = z
  .strictObject({
    bakeTime: duration("0 seconds", "2 hours")
      .default("10 minutes")
      .describe("How long a deployment waits after each region, without an alarm that pages, before it begins with the next."),
    changeLimit: percent("0%", "100%", "25%")
      .default("25%")
      .describe(
        "The share of what serves a region that one deployment may change, replace or destroy. More is refused, unless the pull request says so. A release changes a task definition and a service of each workload.",
      ),
  })
  .describe("How fast a change may reach everything.");
