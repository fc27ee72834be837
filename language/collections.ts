/** Entries of a map, sorted by name in the order of code points, which no locale changes. */
export function sorted<Value>(map: Readonly<Record<string, Value>>): readonly (readonly [string, Value])[] {
  return Object.entries(map).sort(([one], [other]) => (one < other ? -1 : 1));
}

/** A value that a rule has made sure of. */
export function present<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`a rule let an environment without ${what} through`);
  return value;
}

/** A list of names that begins with one of them; the others follow by name, each once. */
export function firstThenByName(first: string, names: readonly string[]): readonly string[] {
  return [first, ...[...new Set(names)].filter((name) => name !== first).sort()];
}
