import type { Finding } from "../../language/errors";
import type { Path } from "../../language/paths";
import type { ServiceSettings, Settings, WorkerSettings } from "../defaults";

/** What a rule found wrong. */
export interface Breach extends Finding {
  /** Further fields that the judgement rests on: if one of them is wrong by itself, nothing is said. */
  readonly reads?: readonly Path[];
}

/**
 * A rule between fields, as a row of a table that one loop runs: for every subject (a service, the whole environment), `check` yields what
 * is wrong. Rules see an environment whose fields are each valid by themselves, with all defaults filled in.
 */
export interface Rule {
  /** For example `service.fargate-size`. */
  readonly id: string;
  /** A warning is shown, but does not stop anything. */
  readonly warning?: true;
  check(settings: Settings): Iterable<Breach>;
}

/** An entry of one of the environment's maps. */
export interface Subject<Value> {
  readonly name: string;
  readonly path: Path;
  readonly value: Value;
  readonly settings: Settings;
}

/** A rule about each entry of some maps. */
export function forEach<Value>(
  id: string,
  subjects: (settings: Settings) => Iterable<Subject<Value>>,
  check: (subject: Subject<Value>) => Iterable<Breach>,
): Rule {
  return {
    id,
    *check(settings) {
      for (const subject of subjects(settings)) yield* check(subject);
    },
  };
}

/** The entries of one map, with their paths. */
export function entries<Key extends "services" | "workers" | "databases" | "tables" | "caches" | "queues" | "secrets" | "regions">(
  key: Key,
) {
  return (settings: Settings): Subject<Settings[Key][string]>[] =>
    Object.entries(settings[key]).map(([name, value]) => ({ name, path: [key, name], value: value as Settings[Key][string], settings }));
}

/** Services and workers. */
export function workloads(settings: Settings): Subject<ServiceSettings | WorkerSettings>[] {
  return [...entries("services")(settings), ...entries("workers")(settings)];
}
