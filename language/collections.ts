/** Entries of a map, sorted by name in code unit order, independent of the locale. */
export function sorted<Value>(map: Readonly<Record<string, Value>>): readonly (readonly [string, Value])[] {
  return Object.entries(map).sort(([one], [other]) => (one < other ? -1 : 1));
}

/** A value whose presence a rule has verified. */
export function nonEmpty<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`a rule accepted an environment without ${what}`);
  return value;
}

/** Unique names: the given first one, then the others sorted by name. */
export function firstThenByName(first: string, names: readonly string[]): readonly string[] {
  return [first, ...[...new Set(names)].filter((name) => name !== first).sort()];
}

/** The form of a name for case-insensitive comparison: AWS treats two names as equal if their folded forms are equal. */
export function foldCase(name: string): string {
  return name.toLowerCase();
}

/** Indexes of duplicates: values that occur earlier in the list. `as` maps a value to the compared key. */
export function* repeated<Value>(values: readonly Value[], as: (value: Value) => unknown = (value) => value): Iterable<number> {
  const seen = new Set<unknown>();
  for (const [index, value] of values.entries()) {
    const key = as(value);
    if (seen.has(key)) yield index;
    seen.add(key);
  }
}

/** Groups values by key, in their original order. */
export function grouped<Key, Value>(entries: Iterable<readonly [Key, Value]>): ReadonlyMap<Key, readonly Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const [key, value] of entries) {
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

/** Memoizes a function by its argument: for indexes that every check of an environment reads. */
export function oncePer<Subject extends object, Result>(compute: (subject: Subject) => Result): (subject: Subject) => Result {
  const results = new WeakMap<Subject, { readonly result: Result }>();
  return (subject) => {
    const known = results.get(subject) ?? { result: compute(subject) };
    results.set(subject, known);
    return known.result;
  };
}
