import type { Values } from "../../constructs/core/plan-values";
import type { Change } from "../terraform/plan-changes";

/**
 * Whether a deleted ECS service seems to be renamed: a service is created in its cluster, and a new task family runs the same images. Without
 * known images it counts as removed.
 */
export function isRenamed(deleted: Change, others: readonly Change[]): boolean {
  const inCluster = others.some(
    ({ action, type, after }) => action === "create" && type === deleted.type && after.cluster === deleted.before.cluster,
  );
  const tasks = others.filter(({ type }) => type === "aws_ecs_task_definition");
  const own = tasks.find(({ action, before }) => action === "delete" && before.arn === deleted.before.task_definition);
  const images = own === undefined ? "" : imagesOf(own.before);
  return inCluster && images !== "" && tasks.some(({ action, after }) => action === "create" && imagesOf(after) === images);
}

/** The images of a task definition, as text. Empty if they are unknown. */
function imagesOf({ container_definitions: text }: Values): string {
  if (typeof text !== "string") return "";
  const containers = JSON.parse(text) as readonly { readonly image?: string }[];
  return containers.flatMap(({ image }) => image ?? []).join(" ");
}
