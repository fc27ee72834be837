import fc from "fast-check";

/** One change at a location. The number selects one of all locations in the data. */
export interface Mutation {
  readonly location: number;
  readonly kind: "remove" | "replace" | "rename" | "copy" | "nudge";
  readonly value: unknown;
  readonly key: string;
}

/** Values that often cause bugs. */
const edgeCases = [
  null, NaN, Infinity, -Infinity, -1, 0, -0, 0.5, 2 ** 31, 2 ** 53, 1e308, "", " ", "0", "__proto__", "constructor", "toString",
  "é", "\u0000", "\u202e", "a".repeat(300), "1 second", "0 seconds", "-1 GB", "1e3 MB", "99999999999999 TB", "10.0.0.0/8", "us-east-1",
  "db.t4g.micro", "/*", "*", true, false, [], {}, [[]], { a: 1 }, ["main", "main"], "main", "api", 256, 443, 65_535, "destroy",
  "eu-west-1", ["us-east-1"], ["eu-west-1", "us-east-1"], { name: "id" }, { name: "id", type: "number" }, "new-and-old-images", "keys",
] as const; // prettier-ignore

const keys = fc.oneof(
  fc.constantFrom(
    "api",
    "main",
    "emails",
    "constructor",
    "hasOwnProperty",
    "valueOf",
    "__proto__",
    "us-east-1",
    "eu-west-1",
    "likes",
    "by-user",
    "a b",
    "A",
    "x.fifo",
    "ü",
    "",
    "primary",
    "decommissioning",
    "regions",
    "primaryRegion",
    "routes",
  ),
  fc.string({ maxLength: 12 }),
);

const values = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<unknown>(...edgeCases) },
  { weight: 1, arbitrary: fc.integer() },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.string() },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

const mutation: fc.Arbitrary<Mutation> = fc.record({
  location: fc.nat({ max: 10_000 }),
  kind: fc.constantFrom("remove", "replace", "rename", "copy", "nudge"),
  value: values,
  key: keys,
});

/** One to four changes, usually one, so that some environments remain valid. */
export const mutations = fc.oneof(
  { weight: 2, arbitrary: fc.array(mutation, { minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.array(mutation, { minLength: 2, maxLength: 4 }) },
);

/** Arbitrary values, including functions, symbols, class instances, getters that throw and inconsistent proxies. */
export const strangeValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
  }),
  fc.object({ key: keys, values: [values], maxDepth: 4 }),
  fc.constantFrom<unknown>(
    () => 1,
    Symbol("x"),
    10n,
    new Date(0),
    /x/,
    new Error("x"),
    Object.create({ name: "inherited" }),
    Object.defineProperty({}, "name", { get: () => { throw new Error("no"); }, enumerable: true }),
    new Proxy({}, { get: () => { throw new Error("no"); }, ownKeys: () => { throw new Error("no"); } }),
    new Proxy([], { getOwnPropertyDescriptor: () => { throw new Error("no"); } }),
    new Proxy({}, { getPrototypeOf: () => { throw new Error("no"); } }),
    { services: { api: { toString: 1, constructor: { name: "x" } } }, queues: { constructor: {}, hasOwnProperty: {} } },
    Array.from({ length: 1_000 }),
  ), // prettier-ignore
);

type Container = Record<string | number, unknown>;

/** A copy of the data with the changes applied. */
export function mutate(data: unknown, changes: readonly Mutation[]): unknown {
  const copy: unknown = structuredClone(data);
  for (const change of changes) apply(copy, change);
  return copy;
}

/** The data with another order of keys. */
export function shuffleKeys(data: unknown, seed: number): unknown {
  if (typeof data !== "object" || data === null) return data;
  if (Array.isArray(data)) return data.map((entry) => shuffleKeys(entry, seed));
  const entries = Object.entries(data).map(([key, value]) => [key, shuffleKeys(value, seed)] as const);
  const offset = entries.length === 0 ? 0 : seed % entries.length;
  return Object.fromEntries([...entries.slice(offset), ...entries.slice(0, offset)].reverse());
}

function apply(data: unknown, { location, kind, value, key }: Mutation): void {
  const locations = locationsOf(data);
  const [container, at] = locations[location % Math.max(1, locations.length)] ?? [];
  if (!container || at === undefined) return;
  const old = container[at];
  if (kind === "remove") delete container[at];
  else if (kind === "replace") container[at] = value;
  else if (kind === "nudge")
    container[at] =
      typeof old === "number"
        ? old + (location % 2 === 0 ? 1 : -1)
        : typeof old === "string"
          ? old.replace(/\d+/, (digits) => String(Number(digits) * 2))
          : old;
  else {
    Object.defineProperty(container, Array.isArray(container) ? container.length : key, {
      value: structuredClone(old),
      enumerable: true,
      configurable: true,
      writable: true,
    });
    if (kind === "rename") delete container[at];
  }
}

function locationsOf(value: unknown): (readonly [Container, string | number])[] {
  if (typeof value !== "object" || value === null) return [];
  const container = value as Container;
  return Object.keys(container).flatMap((key) => [[container, key] as const, ...locationsOf(container[key])]);
}
