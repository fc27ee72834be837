import { oncePer } from "./collections";
import type { Finding } from "./errors";
import type { Path } from "./paths";

/** A violation of a rule. */
export interface RuleViolation extends Finding {
  /** Additional fields that the rule reads. If one of them is invalid in itself, the violation is dropped. */
  readonly reads?: readonly Path[];
}

/**
 * A constraint that involves several fields, as a row of a table. `check` yields the violations of an environment whose fields are valid in
 * themselves and whose defaults are filled in. The parameter type of a rule has only the part of the environment that the rule reads.
 */
export interface Rule<in Environment> {
  /** For example `service.fargate-size`. */
  readonly id: string;
  /** A warning is printed, but does not stop the build. */
  readonly warning?: true;
  readonly check: (environment: Environment) => Iterable<RuleViolation>;
}

/** An entry of one of the environment's maps. */
export interface Subject<Value, Environment> {
  readonly name: string;
  readonly path: Path;
  readonly value: Value;
  readonly settings: Environment;
}

/** A rule that checks each entry of one or more maps. */
export function forEach<Environment, Value>(
  id: string,
  subjects: (settings: Environment) => Iterable<Subject<Value, Environment>>,
  check: (subject: Subject<Value, Environment>) => Iterable<RuleViolation>,
): Rule<Environment> {
  return {
    id,
    *check(settings) {
      for (const subject of subjects(settings)) yield* check(subject);
    },
  };
}

/** The type of a map's values. */
export type EntryOf<Map> = Map extends Readonly<Record<string, infer Entry>> ? Entry : never;

const known = oncePer((): Map<string, unknown> => new Map());

/** The entries of one map with their paths. Cached for all rules: with thousands of entries, building them costs more than the checks. */
export function entriesOf<Environment extends object, Key extends keyof Environment & string>(
  settings: Environment,
  key: Key,
): readonly Subject<EntryOf<Environment[Key]>, Environment>[] {
  type Entries = readonly Subject<EntryOf<Environment[Key]>, Environment>[];
  const made = known(settings).get(key) as Entries | undefined;
  if (made) return made;
  const map = settings[key] as Readonly<Record<string, EntryOf<Environment[Key]>>>;
  const entries: Entries = Object.entries(map).map(([name, value]) => ({ name, path: [key, name], value, settings }));
  known(settings).set(key, entries);
  return entries;
}
