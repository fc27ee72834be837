import type { Delivery, GithubRepository } from "./model";
import { type PolicyStatement, policyDocument } from "../core/policy";

/** Where GitHub's tokens come from; the URL of its provider without `https://` begins the names of AWS's condition keys. */
export const ISSUER = "token.actions.githubusercontent.com";

/** Whom the official action asks tokens for. */
export const AUDIENCE = "sts.amazonaws.com";

export interface TrustProps {
  /** The account's OIDC provider of GitHub. */
  readonly providerArn: string;
  readonly delivery: Delivery;
  /** Name of ours, which is that of the GitHub environment too. */
  readonly environment: string;
}

/**
 * Who may deploy: a job in the GitHub environment of this name, on a branch or tag that may be deployed. The environment alone would leave
 * it to settings in GitHub that nobody reviews which branches may use it; the branch alone would pass its approvals by.
 *
 * The subject of a job in an environment does not name its branch, so that is asked for as a claim of its own, which AWS takes since 2026.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 * @see https://aws.amazon.com/about-aws/whats-new/2026/01/aws-sts-supports-validation-identity-provider-claims/
 */
export function deployTrust(props: TrustProps): string {
  const { delivery, environment } = props;
  return trust(props, { StringEquals: subject(delivery, `environment:${environment}`), StringLike: claim("ref", delivery.refs) });
}

/**
 * Who may prepare a deployment, which leaves plans for it to apply: a job on a branch or tag that may be deployed. It is no job of the
 * environment, whose approval follows: people look at what was planned.
 */
export function prepareTrust(props: TrustProps): string {
  const { delivery } = props;
  const subjects = delivery.refs.map((ref) => `${subjectPrefix(delivery.repository)}:ref:${ref}`);
  return trust(props, { StringLike: { ...claim("sub", subjects), ...claim("ref", delivery.refs) } });
}

/**
 * Who may push images: a job on a branch or tag that they are built from, of the repository that builds them, which may be another one; for
 * previews the jobs that deploy them, since each pull request builds its own.
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
 * Which jobs may plan: those on any branch of the repository and its pull requests; or those in the GitHub environment `<name>-plan`, where
 * reviewers can be required, and those on branches that hold reviewed commits alone. The subject of a job in an environment does not name
 * its branch, so neither subject can be mistaken for the other.
 *
 * GitHub gives no token to the workflow of a fork's pull request, so no fork has this subject. It cannot be told in a policy: were forks
 * given tokens, by a setting of private repositories, theirs would be the same.
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

/** How GitHub begins the subjects of a repository. */
function subjectPrefix({ name, ownerId, id, subject: form }: GithubRepository): string {
  const [owner = "", repository = ""] = name.split("/");
  return form === "names" ? `repo:${owner}/${repository}` : `repo:${owner}@${ownerId}/${repository}@${id}`;
}

type Conditions = NonNullable<PolicyStatement["conditions"]>;

/**
 * One statement, which all conditions must hold for; each operator is false for a claim that is missing. In all of them: the audience; the
 * repository's number, which no other one ever has, whatever the form of the subject; and that the workflow's file is of this repository,
 * since a reusable workflow of another one would run with this one's subject.
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
