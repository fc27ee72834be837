import type { Context } from "./conditions";

/** A job of GitHub Actions that asks for a token: what decides its claims. */
export interface Job {
  /** As GitHub spells it. */
  readonly repository: string;
  readonly ownerId: string;
  readonly repositoryId: string;
  /** Whether the repository's subjects have its numbers. */
  readonly immutable: boolean;
  readonly event: "push" | "pull_request" | "pull_request_target" | "workflow_dispatch" | "schedule";
  readonly ref: string;
  readonly environment?: string;
  /** The repository and file of the workflow that the job stands in, where that is a reusable one. */
  readonly workflow?: string;
  readonly audience: string;
}

/**
 * The claims of the job's token as AWS sees them in a trust policy.
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
