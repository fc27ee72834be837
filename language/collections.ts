/** Entries of a map, sorted by name in the order of code points, which no locale changes. */
export function sorted<Value>(map: Readonly<Record<string, Value>>): readonly (readonly [string, Value])[] {
  return Object.entries(map).sort(([one], [other]) => (one < other ? -1 : 1));
}

/** A value that a rule has made sure of. */
export function nonEmpty<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`a rule let an environment without ${what} through`);
  return value;
}

/** A list of names that begins with one of them; the others follow by name, each once. */
export function firstThenByName(first: string, names: readonly string[]): readonly string[] {
  return [first, ...[...new Set(names)].filter((name) => name !== first).sort()];
}

/** A name as AWS compares it where it does not tell capitals from small letters: two names are one if their folded forms are equal. */
export function foldCase(name: string): string {
  return name.toLowerCase();
}

/** Positions of values that are in the list before already; `as` maps a value to what is compared. */
export function* repeated<Value>(values: readonly Value[], as: (value: Value) => unknown = (value) => value): Iterable<number> {
  const seen = new Set<unknown>();
  for (const [index, value] of values.entries()) {
    const key = as(value);
    if (seen.has(key)) yield index;
    seen.add(key);
  }
}

/** Values by key, each key with all of its values, in their order. */
export function grouped<Key, Value>(entries: Iterable<readonly [Key, Value]>): ReadonlyMap<Key, readonly Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const [key, value] of entries) {
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

/** A function whose result is computed once for each object: for an index that every check of an environment reads. */
export function oncePer<Subject extends object, Result>(compute: (subject: Subject) => Result): (subject: Subject) => Result {
  const results = new WeakMap<Subject, { readonly result: Result }>();
  return (subject) => {
    const known = results.get(subject) ?? { result: compute(subject) };
    results.set(subject, known);
    return known.result;
  };
}
