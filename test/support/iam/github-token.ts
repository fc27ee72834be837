import type { Context } from "./conditions";

/** A GitHub Actions job that requests an OIDC token: the properties that determine the token's claims. */
export interface Job {
  /** `<owner>/<name>`, with GitHub's capitalization. */
  readonly repository: string;
  readonly ownerId: string;
  readonly repositoryId: string;
  /** Whether the subject claims of the repository contain numeric IDs. */
  readonly immutable: boolean;
  readonly event: "push" | "pull_request" | "pull_request_target" | "workflow_dispatch" | "schedule";
  readonly ref: string;
  readonly environment?: string;
  /** The repository and file of the reusable workflow that contains the job, if any. */
  readonly workflow?: string;
  readonly audience: string;
}

/**
 * The claims of the job's token, as condition keys of a trust policy.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 */
export function tokenOf(job: Job): Context {
  const { repository, repositoryId, ref, environment, audience } = job;
  const claims = {
    aud: audience,
    sub: subjectOf(job),
    repository,
    repository_id: repositoryId,
    ref,
    ...(environment !== undefined && { environment }),
    job_workflow_ref: `${job.workflow ?? `${repository}/.github/workflows/delivery.yml`}@${ref}`,
  };
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [`token.actions.githubusercontent.com:${name}`, value]));
}

function subjectOf({ repository, ownerId, repositoryId, immutable, event, ref, environment }: Job): string {
  const [owner = "", name = ""] = repository.split("/");
  const prefix = immutable ? `repo:${owner}@${ownerId}/${name}@${repositoryId}` : `repo:${owner}/${name}`;
  if (environment !== undefined) return `${prefix}:environment:${environment.replaceAll(":", "%3A")}`;
  return event === "pull_request" ? `${prefix}:pull_request` : `${prefix}:ref:${ref.replaceAll(":", "%3A")}`;
}
