import type { State } from "../state/states";

/** An ECS service as in the Terraform state. */
export interface WantedService {
  readonly cluster: string;
  readonly name: string;
  readonly taskDefinition: string;
}

/** A service as ECS reports it. @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html */
export interface FoundService {
  readonly name: string;
  /** Task definition of the primary deployment. */
  readonly taskDefinition: string;
  readonly rollout: string | undefined;
  readonly reason: string;
}

export type Rollout = { readonly state: "done" } | { readonly state: "in progress" | "failed"; readonly line: string };

/** `arn:aws:ecs:eu-west-1:1:task-definition/api:7` → `api:7` */
function revisionOf(taskDefinition: string): string {
  return taskDefinition.slice(taskDefinition.lastIndexOf("/") + 1);
}

/**
 * Compares a service with its state. A rolled-back service is healthy but runs the previous revision: no alarm fires, and Terraform has already
 * reported success, because it does not wait for the rollout.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/20858
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
export function checkRollout({ name, taskDefinition }: WantedService, found: FoundService | undefined): Rollout {
  const [wanted, is] = [revisionOf(taskDefinition), revisionOf(found?.taskDefinition ?? "")];
  if (!found) return { state: "failed", line: `${name}: service not found` };
  const why = found.reason === "" ? "" : `: ${found.reason}`;
  if (is !== wanted) return { state: "failed", line: `${name}: ECS rolled back to ${is} (expected ${wanted})${why}` };
  switch (found.rollout) {
    case "FAILED":
      return { state: "failed", line: `${name}: rollout failed${why}` };
    case "IN_PROGRESS":
      return { state: "in progress", line: `${name}: rollout still in progress${why}` };
    default:
      return { state: "done" };
  }
}

/** The services in a state. */
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
