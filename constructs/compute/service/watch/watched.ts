import type { Service } from "../../model";
import type { Target } from "../../../load-balancing/slo/availability";
import { UNANSWERED } from "../../../load-balancing/watch/load-balancer";
import type { Suppression, Watch } from "../../../watching/watch";
import type { Watched } from "../../../watching/watched";
import { watchObjectives } from "./objectives";
import { alarmsOfUsed } from "../../watch/used";

export interface WatchedServiceProps {
  readonly service: Service;
  /** Its target group; whether no other service is behind its load balancer. */
  readonly target: Target;
}

/** A service's watch with its objectives, and with what explains its alarms. */
export function watchedService(seen: Watch, { service, target }: WatchedServiceProps): Watched {
  if (service.kind !== "http" || !service.objectives) return suppressedService(service, { watch: seen });
  const { alarms, composites, signals } = watchObjectives({ service: service.name, objectives: service.objectives, target });
  return suppressedService(service, { watch: { ...seen, alarms: [...seen.alarms, ...alarms] }, composites, objectives: signals });
}

/**
 * - A resource that it uses and that does not answer explains all that fails of it.
 * - Having no healthy task explains its errors, and what they cost of its budgets.
 * - That it does not answer explains that its load balancer answers in its stead.
 */
export function suppressedService({ name, uses, kind }: Pick<Service, "name" | "uses" | "kind">, watched: Watched): Watched {
  const own = { tier: "service", name };
  const suppressed: readonly Suppression[] = [
    { by: [...alarmsOfUsed(uses), { ...own, ids: ["Down"] }] },
    ...(kind === "http" ? [{ ...UNANSWERED, by: [{ ...own, ids: unanswering(watched) }] }] : []),
  ];
  return { ...watched, watch: { ...watched.watch, suppressed } };
}

/** Pages that say that it does not answer. Not those on its latency, nor on figures of the business, which may be low for any reason. */
function unanswering({ watch, composites = [] }: Watched): readonly string[] {
  const pages = [...watch.alarms, ...composites].filter(({ severity }) => severity === "page").map(({ id }) => id);
  return pages.filter((id) => id === "Down" || id === "Errors" || id.startsWith("Availability"));
}
