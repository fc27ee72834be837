import type { Delivery, GithubRepository } from "./model";
import { type PolicyStatement, policyDocument } from "../core/policy";

/** Issuer of GitHub's tokens. The names of AWS's condition keys start with it. */
export const ISSUER = "token.actions.githubusercontent.com";

/** The audience for which the official action requests tokens. */
export const AUDIENCE = "sts.amazonaws.com";

export interface TrustProps {
  /** The account's OIDC provider of GitHub. */
  readonly providerArn: string;
  readonly delivery: Delivery;
  /** The environment's name, which is also the name of the GitHub environment. */
  readonly environment: string;
}

/**
 * Trust for deployments: a job in the GitHub environment of this name, on an allowed branch or tag. With only the environment, unreviewed
 * settings in GitHub would decide which branches can use it; with only the branch, jobs would bypass the environment's approvals.
 *
 * The subject of a job in an environment does not contain its branch, so a separate claim is required, which AWS supports since 2026.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 * @see https://aws.amazon.com/about-aws/whats-new/2026/01/aws-sts-supports-validation-identity-provider-claims/
 */
export function deployTrust(props: TrustProps): string {
  const { delivery, environment } = props;
  return trust(props, { StringEquals: subject(delivery, `environment:${environment}`), StringLike: claim("ref", delivery.refs) });
}

/**
 * Trust for preparing a deployment, which stores the plans to apply: a job on an allowed branch or tag. It does not run in the environment,
 * because the environment's approval follows: reviewers inspect the plan.
 */
export function prepareTrust(props: TrustProps): string {
  const { delivery } = props;
  const subjects = delivery.refs.map((ref) => `${subjectPrefix(delivery.repository)}:ref:${ref}`);
  return trust(props, { StringLike: { ...claim("sub", subjects), ...claim("ref", delivery.refs) } });
}

/**
 * Trust for pushing images: a job on an allowed branch or tag of the repository that builds them, which can be a different repository. For
 * previews it is the deployment jobs, because each pull request builds its own images.
 */
export function publishTrust(props: TrustProps): string {
  const { delivery } = props;
  if (delivery.environments !== undefined) return deployTrust(props);
  const { repository, refs } = delivery.images;
  const subjects = refs.map((ref) => `${subjectPrefix(repository)}:ref:${ref}`);
  const conditions = { StringLike: { ...claim("sub", subjects), ...claim("ref", refs) } };
  return trust({ ...props, delivery: { ...delivery, repository } }, conditions);
}

/**
 * Trust for plans: jobs on any branch of the repository and in its pull requests; or jobs in the GitHub environment `<name>-plan`, which
 * can have required reviewers, and jobs on branches with only reviewed commits. The subject of a job in an environment does not contain its
 * branch, so the two forms of subjects cannot be confused.
 *
 * GitHub gives no token to the workflow of a fork's pull request, so no fork has this subject. A policy cannot enforce that: if a private
 * repository's settings gave tokens to forks, their subjects would be the same.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request
 */
export function planTrust(props: TrustProps): string {
  const { delivery, environment } = props;
  const prefix = subjectPrefix(delivery.repository);
  if (delivery.plans === "environment") {
    const reviewed = delivery.reviewedBranches.map((branch) => `${prefix}:ref:${branch}`);
    return trust(props, { StringEquals: claim("sub", [`${prefix}:environment:${environment}-plan`, ...reviewed]) });
  }
  return trust(props, { StringLike: claim("sub", [`${prefix}:pull_request`, `${prefix}:ref:refs/heads/*`]) });
}

/** Prefix of the subjects of a repository. */
function subjectPrefix({ name, ownerId, id, subject: form }: GithubRepository): string {
  const [owner = "", repository = ""] = name.split("/");
  return form === "names" ? `repo:${owner}/${repository}` : `repo:${owner}@${ownerId}/${repository}@${id}`;
}

type Conditions = NonNullable<PolicyStatement["conditions"]>;

/**
 * One statement whose conditions must all match; each operator is false for a missing claim. All trusts require: the audience; the
 * repository's ID, which is never reused, in every form of the subject; and a workflow file of this repository, because a reusable workflow
 * of another repository would run with this one's subject.
 */
function trust({ providerArn, delivery: { repository } }: TrustProps, { StringEquals, StringLike }: Conditions): string {
  return policyDocument([
    {
      actions: ["sts:AssumeRoleWithWebIdentity"],
      principals: { Federated: [providerArn] },
      conditions: {
        StringEquals: { ...claim("aud", AUDIENCE), ...claim("repository_id", repository.id), ...StringEquals },
        StringLike: { ...StringLike, ...claim("job_workflow_ref", `${repository.name}/.github/workflows/*`) },
      },
    },
  ]);
}

function subject({ repository }: Delivery, context: string) {
  return claim("sub", `${subjectPrefix(repository)}:${context}`);
}

function claim(name: string, values: string | readonly string[]): Readonly<Record<string, string | readonly string[]>> {
  return { [`${ISSUER}:${name}`]: values };
}
