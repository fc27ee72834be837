import { grouped, oncePer } from "../../language/collections";
import * as language from "../../language/rule";
import { KIND_MAPS, type KindMap } from "../../constructs/registry";
import { type AnyWorkloadSettings, WORKLOAD_MAPS, type WorkloadMap } from "../../constructs/compute/workloads";
import type { Settings } from "../settings/settings";
import type { Path } from "../../language/paths";

export { type RuleViolation, forEach } from "../../language/rule";

/** A rule about the environment as a whole. */
export type Rule = language.Rule<Settings>;

/** An entry of one of the environment's maps. */
export type Subject<Value> = language.Subject<Value, Settings>;

/** The entries of one map, with their paths. */
export function entries<Key extends WorkloadMap | KindMap | "regions">(key: Key) {
  return (settings: Settings): readonly Subject<language.EntryOf<Settings[Key]>>[] => language.entriesOf(settings, key);
}

/** All workloads: services, then workers. */
export const workloads = oncePer((settings: Settings): readonly Subject<AnyWorkloadSettings>[] =>
  WORKLOAD_MAPS.flatMap<Subject<AnyWorkloadSettings>>((map) => [...entries(map)(settings)]),
);

/** The maps of workloads, for `reads` of rules. */
export const WORKLOAD_PATHS: readonly Path[] = WORKLOAD_MAPS.map((map) => [map]);

/** The maps of resources that workloads can use, for `reads` of rules. */
export const KIND_PATHS: readonly Path[] = KIND_MAPS.map((map) => [map]);

/** Workloads grouped by the names that they use. */
export const usersOf = oncePer((settings: Settings) =>
  grouped(workloads(settings).flatMap((user) => [...new Set(user.value.uses)].map((name) => [name, user] as const))),
);
