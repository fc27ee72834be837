import type { State } from "../state/states";

/** An ECS service as in the Terraform state. */
export interface WantedService {
  readonly cluster: string;
  readonly name: string;
  readonly taskDefinition: string;
  /** Minimum number of tasks; 0 without autoscaling, for example before the first image. */
  readonly minimum: number;
}

/** A service as ECS reports it. @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html */
export interface FoundService {
  readonly name: string;
  /** Task definition of the primary deployment. */
  readonly taskDefinition: string;
  readonly rollout: string | undefined;
  readonly running: number;
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
 * ECS completes a deployment of zero tasks immediately. With the first image, Application Auto Scaling then starts the tasks outside of a
 * deployment, so a completed deployment alone does not show that the image works.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/20858
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
export function checkRollout({ name, taskDefinition, minimum }: WantedService, found: FoundService | undefined): Rollout {
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
      if (found.running === 0 && minimum > 0) return { state: "in progress", line: `${name}: no task runs yet${why}` };
      return { state: "done" };
  }
}

/** The services in a state. */
export function servicesIn({ resources }: State): WantedService[] {
  const minimums = minimumsIn(resources);
  return attributesOf(resources, "aws_ecs_service").map(({ cluster, name, task_definition }) => {
    const clusterName = String(cluster).slice(String(cluster).lastIndexOf("/") + 1);
    const minimum = minimums.get(`service/${clusterName}/${String(name)}`) ?? 0;
    return { cluster: String(cluster), name: String(name), taskDefinition: String(task_definition), minimum };
  });
}

/** The lowest minimum of each scalable target and its schedules: at night, no task may be normal. */
function minimumsIn(resources: State["resources"]): ReadonlyMap<string, number> {
  const lowest = new Map<string, number>();
  const add = (target: unknown, minimum: unknown) =>
    lowest.set(String(target), Math.min(lowest.get(String(target)) ?? Infinity, Number(minimum)));
  for (const target of attributesOf(resources, "aws_appautoscaling_target")) add(target.resource_id, target.min_capacity);
  for (const { resource_id, scalable_target_action } of attributesOf(resources, "aws_appautoscaling_scheduled_action"))
    for (const { min_capacity } of scalable_target_action as readonly { readonly min_capacity: string }[]) add(resource_id, min_capacity);
  return lowest;
}

function attributesOf(resources: State["resources"], wanted: string): readonly Readonly<Record<string, unknown>>[] {
  return resources
    .filter(({ mode, type }) => mode === "managed" && type === wanted)
    .flatMap(({ instances }) => instances as readonly { readonly attributes?: Readonly<Record<string, unknown>> }[])
    .map(({ attributes = {} }) => attributes);
}
