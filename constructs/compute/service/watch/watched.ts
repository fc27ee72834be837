import type { Service } from "../../model";
import type { Target } from "../../../load-balancing/slo/availability";
import { unanswered } from "../../../load-balancing/watch/load-balancer";
import type { Suppression, Watch } from "../../../watching/watch";
import type { Watched } from "../../../watching/watched";
import { watchObjectives } from "./objectives";
import { alarmsOfUsed } from "../../watch/used";

export interface WatchedServiceProps {
  readonly service: Service;
  /** The service's target group, and whether the load balancer has no other service. */
  readonly target: Target;
}

/** A service's watch with its SLOs and the suppressors of its alarms. */
export function watchedService(seen: Watch, { service, target }: WatchedServiceProps): Watched {
  if (service.kind !== "http" || !service.objectives) return suppressedService(service, { watch: seen });
  const { alarms, composites, signals } = watchObjectives({ service: service.name, objectives: service.objectives, target });
  return suppressedService(service, { watch: { ...seen, alarms: [...seen.alarms, ...alarms] }, composites, objectives: signals });
}

/**
 * - A failing resource suppresses all pages of a service that uses it.
 * - "No healthy task" suppresses the error pages, and those of the error budgets.
 * - The failure of the service suppresses the load balancer's alarm on its own 5xx responses.
 */
export function suppressedService(
  { name, uses, kind, placement }: Pick<Service, "name" | "uses" | "kind" | "placement">,
  watched: Watched,
): Watched {
  const own = { tier: "service", name };
  const suppressed: readonly Suppression[] = [
    { by: [...alarmsOfUsed(uses), { ...own, ids: ["Down"] }] },
    ...(kind === "http" ? [{ ...unanswered(placement.loadBalancer), by: [{ ...own, ids: unanswering(watched) }] }] : []),
  ];
  return { ...watched, watch: { ...watched.watch, suppressed } };
}

/** Pages that mean that the service does not respond. Excludes pages on latency and on custom metrics, which can have other causes. */
function unanswering({ watch, composites = [] }: Watched): readonly string[] {
  const pages = [...watch.alarms, ...composites].filter(({ severity }) => severity === "page").map(({ id }) => id);
  return pages.filter((id) => id === "Down" || id === "Errors" || id.startsWith("Availability"));
}
