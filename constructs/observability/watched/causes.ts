import type { Use } from "../../../config/model";
import type { Tier, Watch } from "../../watching/watch";
import { type AlarmKey, alarmKey, type Watched } from "./keys";

/** What explains an alarm that pages: alarms of the same region. While one of them is raised, nobody is paged by the first. */
export type Causes = ReadonlyMap<AlarmKey, readonly AlarmKey[]>;

/** Who depends on what, as far as alarms are explained by it. */
export interface Dependencies {
  /** What each service and worker uses. */
  readonly workloads: readonly {
    readonly name: string;
    readonly tier: "service" | "worker";
    readonly uses: readonly Use[];
    /** The queue that a worker consumes. */
    readonly consumes?: string;
    /** The load balancer that a service is behind. */
    readonly behind?: "load-balancer" | "network-load-balancer";
  }[];
}

/**
 * Which alarms of a region explain which, so that one cause pages once, where it is:
 *
 * - A database, cache or table that does not answer explains all that fails of the workloads that use it.
 * - A service without a healthy task explains its errors and what they cost of its budgets; a worker without one, that messages wait.
 * - Services that do not answer explain that the load balancer answers in their stead.
 * - Messages that fail explain that others wait: they come again.
 * - The leading instance explains its replicas.
 *
 * Nothing explains messages that are about to be lost, nor anything of another region: CloudWatch's alarms know of no other region.
 */
export function causesIn(things: readonly Watched[], { workloads }: Dependencies): Causes {
  const causes = new Map<AlarmKey, Set<AlarmKey>>();
  const explain = (effects: readonly AlarmKey[], by: readonly AlarmKey[]) => {
    for (const effect of effects) {
      const known = causes.get(effect) ?? new Set();
      for (const cause of by) if (cause !== effect) known.add(cause);
      if (known.size > 0) causes.set(effect, known);
    }
  };
  const pages = (tier: Tier, name: string, but?: string) => pagesOf(find(things, tier, name), (id) => id !== but);
  for (const { name, tier, uses, consumes } of workloads) {
    const stores = uses.flatMap((use) => explaining(things, use));
    explain(pages(tier, name), stores);
    explain(pages("service", name, "Down"), keysOf(find(things, "service", name), ["Down"]));
    if (consumes === undefined) continue;
    const failing = keysOf(find(things, "queue", consumes), ["Failing"]);
    explain(failing, stores);
    explain(keysOf(find(things, "worker", name), ["Late"]), [...keysOf(find(things, "worker", name), ["NoTasks"]), ...failing]);
  }
  for (const { watch } of things.filter(({ watch: { tier } }) => tier === "load-balancer")) {
    const services = workloads.filter(({ behind }) => behind === "load-balancer").map(({ name }) => find(things, "service", name));
    explain(keysOf({ watch }, ["Unanswered"]), services.flatMap(unanswering));
  }
  for (const { watch } of things.filter(({ watch: { tier } }) => tier === "replica"))
    explain(keysOf({ watch }, ["ReadersOut"]), explaining(things, { kind: "database", name: watch.name.split(" ")[0] ?? "" }));
  return new Map([...causes].map(([effect, by]) => [effect, [...by]]));
}

/** Things without the alarms that only explain, where they explain nothing: nobody uses the thing. */
export function withoutIdle(things: readonly Watched[], causes: Causes): readonly Watched[] {
  const used = new Set([...causes.values()].flat());
  return things.map((thing) => {
    const { watch } = thing;
    const alarms = watch.alarms.filter(({ id, explains }) => !explains || used.has(alarmKey(watch, id)));
    return { ...thing, watch: { ...watch, alarms } };
  });
}

function find(things: readonly Watched[], tier: Tier, name: string): Watched | undefined {
  return things.find(({ watch }) => watch.tier === tier && watch.name === name);
}

/** Alarms that say that what is used does not answer. Queues and secrets have none: a send that fails is the sender's error. */
function explaining(things: readonly Watched[], { kind, name }: Use): readonly AlarmKey[] {
  if (kind === "queue" || kind === "secret") return [];
  const watch = find(things, kind, name)?.watch;
  return watch ? watch.alarms.filter(({ explains }) => explains).map(({ id }) => alarmKey(watch, id)) : [];
}

/** Those of the alarms that the thing has: not each has all that its tier may have. */
function keysOf(thing: Pick<Watched, "watch"> | undefined, ids: readonly string[]): readonly AlarmKey[] {
  const watch: Watch | undefined = thing?.watch;
  return watch ? watch.alarms.filter(({ id }) => ids.includes(id)).map(({ id }) => alarmKey(watch, id)) : [];
}

/** All that page of a thing, composite alarms too, or those of them that are meant. */
export function pagesOf(thing: Watched | undefined, isMeant: (id: string) => boolean = () => true): readonly AlarmKey[] {
  if (!thing) return [];
  const rows = [...thing.watch.alarms, ...(thing.composites ?? [])];
  return rows.filter(({ id, severity }) => severity === "page" && isMeant(id)).map(({ id }) => alarmKey(thing.watch, id));
}

/** Alarms that say that a service does not answer. Not those on its latency, nor on figures of the business, which may be low for any reason. */
function unanswering(service: Watched | undefined): readonly AlarmKey[] {
  return pagesOf(service, (id) => id === "Down" || id === "Errors" || id.startsWith("Availability"));
}
