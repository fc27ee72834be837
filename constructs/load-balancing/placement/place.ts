import type { RuleConditions } from "../listener-rules";
import { derivedPriorities } from "../route-priority";
import { choosePriority, type PlacedRule } from "./choose-priority";
import { type Demand, Rooms } from "./rooms";
import type { PlacementEntry, PlacementRecord } from "./schema";

/** A service that needs a place. */
export type Placeable = HttpPlaceable | NetworkPlaceable;

interface HttpPlaceable {
  readonly kind: "application";
  readonly name: string;
  /** Tasks at the maximum of its scaling range. */
  readonly targets: number;
  readonly rules: readonly RuleConditions[];
  /** The priority in the environment, which the first rule has. */
  readonly priority: number | undefined;
}

interface NetworkPlaceable {
  readonly kind: "network";
  readonly name: string;
  readonly targets: number;
  /** Ports of its tasks that the load balancer connects to. */
  readonly openings: number;
}

/**
 * The record with an entry for every service.
 *
 * - An entry never changes, except that it gets priorities for new rules of its service.
 * - The entry of a service that no longer exists stays, and keeps its place: a deployment creates rules before it deletes others, and AWS
 *   rejects a second rule with the same priority. `prune` removes such entries, and their places stay empty in this run.
 * - A new service gets its derived priority if that is free, and the first load balancer and security group with room. So a service that was
 *   deployed without an entry keeps its place.
 *
 * If two services without an entry have the same derived priority, the first one keeps it.
 */
export function placeServices(services: readonly Placeable[], record: PlacementRecord, { prune = false } = {}): PlacementRecord {
  const known = new Map(services.map((service) => [service.name, service]));
  const rooms = new Rooms();
  for (const [name, entry] of Object.entries(record)) rooms.add(recordedDemand(known.get(name), entry), entry);
  const priorities = placeRules(services, record);
  const placed: Record<string, PlacementEntry> = {};
  for (const service of services) {
    const entry = entryOf(service, record);
    const { loadBalancer, securityGroup } = entry ?? rooms.firstFree(demandOf(service));
    if (entry === undefined) rooms.add(demandOf(service), { loadBalancer, securityGroup });
    const numbers = service.kind === "application" ? { priorities: priorities.get(service.name) ?? [] } : {};
    placed[service.name] = { loadBalancer, securityGroup, ...numbers };
  }
  const gone = prune ? [] : Object.entries(record).filter(([name]) => !Object.hasOwn(placed, name));
  return Object.fromEntries([...gone, ...Object.entries(placed)].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The entry of a service. A service that was HTTP and no longer is, or the other way around, has none. */
export function entryOf({ name, kind }: Pick<Placeable, "name" | "kind">, record: PlacementRecord): PlacementEntry | undefined {
  const entry = Object.hasOwn(record, name) ? record[name] : undefined;
  return entry && kindOf(entry) === kind ? entry : undefined;
}

/** The room that a service takes on its load balancer. */
export function demandOf(service: Placeable): Demand {
  const { targets } = service;
  if (service.kind === "network") return { kind: service.kind, rules: 0, targets, openings: service.openings };
  return { kind: service.kind, rules: service.rules.length, targets, openings: 1 };
}

/** The room that an entry takes, also if its service no longer exists, or has fewer rules than before. */
function recordedDemand(service: Placeable | undefined, entry: PlacementEntry): Demand {
  const kind = kindOf(entry);
  const demand = service?.kind === kind ? demandOf(service) : { kind, rules: 0, targets: 0, openings: 1 };
  return { ...demand, rules: Math.max(demand.rules, entry.priorities?.length ?? 0) };
}

function kindOf({ priorities }: PlacementEntry): Demand["kind"] {
  return priorities === undefined ? "network" : "application";
}

/** The priorities of all HTTP services, by name: recorded ones, and new ones for the other rules. */
function placeRules(services: readonly Placeable[], record: PlacementRecord): ReadonlyMap<string, number[]> {
  const http = services.filter((service) => service.kind === "application");
  const numbers = new Map(http.map((service) => [service.name, [...(entryOf(service, record)?.priorities ?? [])]]));
  const placed: PlacedRule[] = http.flatMap((service) => rulesWithNumber(service, numbers.get(service.name) ?? []));
  const taken = new Set([...placed, ...recordedNumbers(record)].map(({ priority }) => priority));
  const assign = ({ service, rule }: NewRule, priority: number) => {
    taken.add(priority);
    placed.push({ ...rule, priority });
    numbers.get(service)?.push(priority);
  };
  const waiting = http.flatMap((service) => newRules(service, numbers.get(service.name)?.length ?? 0));
  // Derived priorities first: a service that moves must not take the derived priority of another one.
  const derived = new Map<number, NewRule>();
  for (const each of waiting) if (!taken.has(each.derived) && !derived.has(each.derived)) derived.set(each.derived, each);
  for (const priority of derived.keys()) taken.add(priority);
  for (const each of waiting) {
    const keeps = derived.get(each.derived) === each;
    assign(each, keeps ? each.derived : (choosePriority(each.rule, each.derived, placed, taken) ?? each.derived));
  }
  return numbers;
}

function recordedNumbers(record: PlacementRecord): readonly { readonly priority: number }[] {
  return Object.values(record).flatMap(({ priorities = [] }) => priorities.map((priority) => ({ priority })));
}

interface NewRule {
  readonly service: string;
  readonly rule: RuleConditions;
  readonly derived: number;
}

/** Rules without a number. A service with a priority of its own has none. */
function newRules({ name, rules, priority }: HttpPlaceable, recorded: number): readonly NewRule[] {
  if (priority !== undefined) return [];
  const derived = derivedPriorities(name, rules);
  return rules.flatMap((rule, index) => (index < recorded ? [] : [{ service: name, rule, derived: derived[index] ?? 0 }]));
}

function rulesWithNumber({ rules, priority }: HttpPlaceable, recorded: readonly number[]): readonly PlacedRule[] {
  return rules.flatMap((rule, index) => {
    const known = priority === undefined ? recorded[index] : priority + index;
    return known === undefined ? [] : [{ ...rule, priority: known }];
  });
}
