/** The way to a field from the top of the environment: keys of objects and indexes of lists. */
export type Path = readonly (string | number)[];

/** A path as people write it: `services.api.routes[0]`; keys that are not plain words are quoted, as in `tags["aws:owner"]`. */
export function formatPath(path: Path): string {
  if (path.length === 0) return "environment";
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    if (!/^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === "" ? key : `${text}.${key}`;
  }, "");
}

/** Whether one of two paths leads through the other. */
export function touches(one: Path, other: Path): boolean {
  const shared = Math.min(one.length, other.length);
  for (let index = 0; index < shared; index++) if (one[index] !== other[index]) return false;
  return true;
}
