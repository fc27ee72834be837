import { z } from "zod";
import { duration, percent, text } from "../../language/fields";

/** Schema of the deployment from GitHub and of the rollout. */

/** The refs of pull request jobs in GitHub, as an IAM pattern. */
export const PULL_REQUESTS = "refs/pull/*/merge";

// The characters that GitHub allows. None of them is special in an IAM policy.
const REPOSITORY = /^[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){0,38}\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
const ID = /^[1-9]\d{0,18}$/;
/** A ref or a prefix of refs, but not all branches or all tags. */
const REF = /^refs\/(heads|tags)\/[A-Za-z0-9][\w./-]{0,198}\*?$/;
const REF_FORM = "refs/heads/<branch> or refs/tags/<tag>, or a prefix of them followed by *";
/** A branch without a wildcard. */
const BRANCH = /^refs\/heads\/[A-Za-z0-9][\w./-]{0,198}$/;
const BRANCH_FORM = "refs/heads/<branch>, without wildcards";
/** A ref, a prefix of refs, or the refs of pull request jobs. */
const REF_OR_PULL = new RegExp(`${REF.source}|^${PULL_REQUESTS.replaceAll("*", "\\*")}$`);

const IDS =
  "Unlike the name, the ID never changes and is never reused, so a repository that later takes over the name cannot assume the roles.";

/** A GitHub repository whose workflows have the given purpose. */
function repository(purpose: string) {
  return {
    repository: text(
      REPOSITORY,
      "a GitHub repository as owner/name, with uppercase and lowercase letters as in GitHub",
      "acme/photofeed",
    ).describe(`Repository whose workflows ${purpose}, with uppercase and lowercase letters as in GitHub: AWS compares case-sensitively.`),
    ownerId: text(ID, "the ID of a GitHub account, as a string", "123456").describe(
      `ID of the owner: \`gh api repos/<owner>/<name> --jq .owner.id\`. ${IDS}`,
    ),
    repositoryId: text(ID, "the ID of a GitHub repository, as a string", "456789").describe(
      `ID of the repository: \`gh api repos/<owner>/<name> --jq .id\`. ${IDS}`,
    ),
    subject: z
      .enum(["immutable", "names"])
      .default("immutable")
      .describe(
        "Format of the subject in GitHub's tokens. `immutable`: names and both IDs; the format of all repositories that were created, renamed or transferred since 15 July 2026, and of older ones that opted in. `names`: only names; the roles also require the repository ID.",
      ),
  };
}

const images = z
  .strictObject({
    refs: z
      .array(text(REF, REF_FORM, "refs/heads/main"))
      .min(1)
      .default(["refs/heads/main"])
      .meta({ allowed: `a list of at least one: ${REF_FORM}`, example: ["refs/heads/main"] })
      .describe("Branches and tags from which images are built. Jobs on them can push images if they use no GitHub environment."),
    from: z
      .strictObject(repository("build the images"))
      .optional()
      .describe("Another repository whose jobs build the images. Default: the repository that deploys."),
  })
  .describe("Jobs that push images.");

export const delivery = z
  .strictObject({
    ...repository("plan and deploy"),
    refs: z
      .array(text(REF_OR_PULL, REF_FORM, "refs/tags/v*"))
      .min(1)
      .meta({
        allowed: `a list of at least one: ${REF_FORM}; with \`environments\`, also ${PULL_REQUESTS}`,
        example: ["refs/tags/v*"],
      })
      .describe(
        "Branches and tags that can be deployed. Only jobs on them that use the GitHub environment with this environment's name can assume the role that deploys.",
      ),
    plans: z
      .enum(["branches", "environment"])
      .optional()
      .describe(
        "Jobs that can plan. A plan reads the state and the secrets of this environment. `environment`: jobs that use the GitHub environment `<name>-plan`, which can require reviewers, and jobs on `reviewedBranches`. `branches`: jobs on every branch and pull request of the repository, so anyone with push access. Forks get no token as long as the GitHub setting “Send write tokens to workflows from pull requests” is off. Default: `environment` if `removalPolicy` is `retain`, `branches` if it is `destroy`.",
      ),
    reviewedBranches: z
      .array(text(BRANCH, BRANCH_FORM, "refs/heads/main"))
      .min(1)
      .default(["refs/heads/main"])
      .meta({ allowed: `a list of at least one: ${BRANCH_FORM}`, example: ["refs/heads/main"] })
      .describe(
        "Branches that get commits only through reviewed pull requests; GitHub's branch protection must enforce the reviews. Jobs on them that use no GitHub environment can plan, regardless of `plans`: for example the nightly drift check, which cannot wait for an approval.",
      ),
    provider: z
      .enum(["new", "existing"])
      .default("new")
      .describe(
        "GitHub's OIDC provider, of which an account can have only one. `new` creates it. `existing` uses a provider that another environment in the account created, or that was created manually.",
      ),
    images: images
      .optional()
      .describe(
        "Jobs that push images to this environment's repositories, with a role that has no other permission. Default: jobs of this repository on `refs/heads/main`.",
      ),
    environments: text(/^[a-z][a-z0-9]{0,10}\*$/, "a prefix of environment names followed by *", "pull*")
      .optional()
      .describe(
        "Name prefix of the environments that the roles deploy; each of them sets `deployedBy`. For previews, which are ephemeral and have no roles of their own. This environment then contains only the roles. Default: the roles deploy this environment.",
      ),
  })
  .describe(
    "Deployment from GitHub: roles that workflows of a repository assume without a stored key. The roles cannot change themselves, so a person with IAM permissions deploys the foundation the first time and whenever the roles change.",
  );

export const rollout = z
  .strictObject({
    bakeTime: duration("0 seconds", "2 hours")
      .default("10 minutes")
      .describe("Time without paging alarms that a deployment waits for after each region before it continues with the next region."),
    changeLimit: percent("0%", "100%", "25%")
      .default("25%")
      .describe(
        "Maximum percentage of a region's resources (monitoring excluded) that one deployment can change, replace or destroy. Larger changes are blocked unless the pull request allows them. A release changes one task definition and one service per workload.",
      ),
  })
  .describe("Pace of deployments.");
