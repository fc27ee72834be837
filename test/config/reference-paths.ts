/** Paths of all leaves of an environment, in the form of the field reference: names are `<name>`. Entries without fields have no leaves. */
export function pathsOf(data: object): readonly string[] {
  return walk(data, [])
    .filter((keys) => !/^<(name|region)>$/.test(keys.at(-1) ?? ""))
    .map((keys) => keys.join("."));
}

/** Paths that are neither known fields nor inside one, such as the entries of `tags`. */
export function findUnknown(paths: readonly string[], known: readonly string[]): readonly string[] {
  return paths.filter(
    (path) =>
      !known.some((field) => path === field || (path.startsWith(`${field}.`) && !known.some((deeper) => deeper.startsWith(`${field}.`)))),
  );
}

const MAPS = new Set([
  "regions",
  "services",
  "workers",
  "databases",
  "tables",
  "indexes",
  "caches",
  "queues",
  "secrets",
  "schedules",
  "metrics",
]);

function walk(value: unknown, path: readonly string[]): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null || Array.isArray(value) || Object.keys(value).length === 0) return [path];
  const parent = path.at(-1) ?? "";
  return Object.entries(value).flatMap(([key, child]) =>
    walk(child, [...path, MAPS.has(parent) ? (parent === "regions" ? "<region>" : "<name>") : key]),
  );
}
