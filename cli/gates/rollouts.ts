import type { State } from "../state/states";

/** A service of ECS as Terraform has left it. */
export interface WantedService {
  readonly cluster: string;
  readonly name: string;
  readonly taskDefinition: string;
}

/** What ECS says of it. @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html */
export interface FoundService {
  readonly name: string;
  /** Of the deployment that ECS works towards. */
  readonly taskDefinition: string;
  readonly rollout: string | undefined;
  readonly reason: string;
}

export type Rollout = { readonly state: "done" } | { readonly state: "under way" | "failed"; readonly line: string };

/** `arn:aws:ecs:eu-west-1:1:task-definition/api:7` and `api:7` are the same one. */
function revisionOf(taskDefinition: string): string {
  return taskDefinition.slice(taskDefinition.lastIndexOf("/") + 1);
}

/**
 * How far ECS has come with a service. One that failed and was rolled back runs well, and runs the release before: no alarm tells of it, and
 * Terraform, which does not wait, has long reported success.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/20858
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
export function judgeRollout({ name, taskDefinition }: WantedService, found: FoundService | undefined): Rollout {
  const [wanted, is] = [revisionOf(taskDefinition), revisionOf(found?.taskDefinition ?? "")];
  if (!found) return { state: "failed", line: `${name} is not there` };
  const why = found.reason === "" ? "" : `: ${found.reason}`;
  if (is !== wanted) return { state: "failed", line: `${name} was rolled back to ${is}, and should run ${wanted}${why}` };
  switch (found.rollout) {
    case "FAILED":
      return { state: "failed", line: `${name} could not be rolled out${why}` };
    case "IN_PROGRESS":
      return { state: "under way", line: `${name} is being rolled out still${why}` };
    default:
      return { state: "done" };
  }
}

/** The services that a state holds. */
export function servicesIn({ resources }: State): WantedService[] {
  const services = resources.filter(({ mode, type }) => mode === "managed" && type === "aws_ecs_service");
  return services
    .flatMap(({ instances }) => instances as readonly { readonly attributes?: Readonly<Record<string, unknown>> }[])
    .map(({ attributes }) => ({
      cluster: String(attributes?.cluster),
      name: String(attributes?.name),
      taskDefinition: String(attributes?.task_definition),
    }));
}
