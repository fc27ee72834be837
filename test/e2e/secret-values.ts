/** Shorter values are not passwords and would match by chance. */
const SHORTEST = 8;

/** Public fields in the JSON document of a database's secret. */
const PUBLIC_FIELDS = new Set(["username", "engine", "host", "port", "dbname", "dbInstanceIdentifier"]);

function leaves(value: unknown, name = ""): string[] {
  if (typeof value === "string") return PUBLIC_FIELDS.has(name) ? [] : [value];
  return value !== null && typeof value === "object" ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, key)) : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Values that must not appear elsewhere: the stored secret and, if it is a JSON document, each secret string in it. */
export function secretValues(secret: string): string[] {
  const value = parsed(secret);
  const all = [secret, ...(typeof value === "object" ? leaves(value) : [])];
  return [...new Set(all)].filter((found) => found.length >= SHORTEST);
}
