import * as language from "../../language/rule";
import type { KindMap } from "../../constructs/registry";
import type { ServiceSettings, Settings, WorkerSettings } from "../settings/settings";

export { type Breach, forEach } from "../../language/rule";

/** A rule about the environment as a whole. */
export type Rule = language.Rule<Settings>;

/** An entry of one of the environment's maps. */
export type Subject<Value> = language.Subject<Value, Settings>;

/** The entries of one map, with their paths. */
export function entries<Key extends "services" | "workers" | KindMap | "regions">(key: Key) {
  return (settings: Settings): Subject<language.EntryOf<Settings[Key]>>[] => language.entriesOf(settings, key);
}

/** Services and workers. */
export function workloads(settings: Settings): Subject<ServiceSettings | WorkerSettings>[] {
  return [...entries("services")(settings), ...entries("workers")(settings)];
}
