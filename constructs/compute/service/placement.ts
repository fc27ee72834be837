import { listenerRules } from "../../load-balancing/listener-rules";
import { FIRST_PLACE, type Placement } from "../../load-balancing/placement/model";
import { entryOf, type Placeable } from "../../load-balancing/placement/place";
import type { PlacementRecord } from "../../load-balancing/placement/schema";
import { derivedPriorities } from "../../load-balancing/route-priority";
import type { ServiceEntry } from "./schema";

/** The place of a service, from the record or by default. */
export interface PlacementSettings extends Placement {
  /** The priority of each listener rule; empty for a service that is not HTTP. */
  readonly priorities: readonly number[];
  /** Whether the record has an entry for the service. */
  readonly recorded: boolean;
  /** How many of the priorities are from the record. */
  readonly recordedPriorities: number;
}

export const PLACEMENT_FILE = "environments/placement.json";

/** The command that records the places of an environment's services. */
export function placeCommand(environment: string): string {
  return `npx --no-install terrace place ${environment}`;
}

/** The fields of a service that its place depends on. */
export interface PlacedEntry extends Pick<ServiceEntry, "routes" | "hosts" | "priority" | "listener" | "port"> {
  readonly scale: { readonly max: number };
}

/** The service as the placement reads it. A service without routes is placed behind an NLB. */
export function placeable(name: string, { routes, hosts, priority, listener, port, scale }: PlacedEntry): Placeable {
  const targets = scale.max;
  if (routes !== undefined) return { kind: "application", name, targets, rules: listenerRules({ paths: routes, hosts }), priority };
  const hasOwnCheck = listener?.protocol === "udp" || (listener?.healthPort ?? port) !== port;
  return { kind: "network", name, targets, openings: hasOwnCheck ? 2 : 1 };
}

/** A configured priority is that of the first rule, and the others follow. Otherwise the record has them, or they are derived. */
export function fillPlacement(name: string, entry: PlacedEntry, record: PlacementRecord): PlacementSettings {
  const service = placeable(name, entry);
  const recorded = entryOf(service, record);
  const { loadBalancer, securityGroup } = recorded ?? FIRST_PLACE;
  const rules = service.kind === "application" ? service.rules : [];
  const derived = derivedPriorities(name, rules);
  const priorities = derived.map((priority, index) =>
    entry.priority !== undefined ? entry.priority + index : (recorded?.priorities?.[index] ?? priority),
  );
  const recordedPriorities = recorded?.priorities?.length ?? 0;
  return { loadBalancer, securityGroup, priorities, recorded: recorded !== undefined, recordedPriorities };
}
