import { grouped, oncePer } from "../../language/collections";
import * as language from "../../language/rule";
import type { KindMap } from "../../constructs/registry";
import type { ServiceSettings } from "../../constructs/compute/service/model";
import type { Settings } from "../settings/settings";
import type { WorkerSettings } from "../../constructs/compute/worker/model";

export { type RuleViolation as Breach, forEach } from "../../language/rule";

/** A rule about the environment as a whole. */
export type Rule = language.Rule<Settings>;

/** An entry of one of the environment's maps. */
export type Subject<Value> = language.Subject<Value, Settings>;

/** The entries of one map, with their paths. */
export function entries<Key extends "services" | "workers" | KindMap | "regions">(key: Key) {
  return (settings: Settings): readonly Subject<language.EntryOf<Settings[Key]>>[] => language.entriesOf(settings, key);
}

/** Services and workers. */
export const workloads = oncePer((settings: Settings): readonly Subject<ServiceSettings | WorkerSettings>[] => [
  ...entries("services")(settings),
  ...entries("workers")(settings),
]);

/** Services and workers by each name that they use, for rules about what is used. */
export const usersOf = oncePer((settings: Settings) =>
  grouped(workloads(settings).flatMap((user) => [...new Set(user.value.uses)].map((name) => [name, user] as const))),
);
