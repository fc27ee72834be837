import { oncePer } from "./collections";
import type { Finding } from "./errors";
import type { Path } from "./paths";

/** What a rule found wrong. */
export interface RuleViolation extends Finding {
  /** Further fields that the rule reads: if one of them is invalid by itself, the rule reports nothing. */
  readonly reads?: readonly Path[];
}

/**
 * A rule between fields, as a row of a table that one loop runs: for every subject (a service, the whole environment), `check` yields what
 * is wrong. Rules see an environment whose fields are each valid by themselves, with all defaults filled in. A rule names only the part of
 * the environment that it reads.
 */
export interface Rule<in Environment> {
  /** For example `service.fargate-size`. */
  readonly id: string;
  /** A warning is shown, but does not stop anything. */
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

/** A rule about each entry of some maps. */
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

/** What a map of the environment holds. */
export type EntryOf<Map> = Map extends Readonly<Record<string, infer Entry>> ? Entry : never;

const known = oncePer((): Map<string, unknown> => new Map());

/** The entries of one map, with their paths: made once for all rules, since with thousands of entries they would cost more than the checks. */
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
