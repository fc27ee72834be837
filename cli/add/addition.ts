/** Something that `terrace add` puts into a map of an environment. */
export interface Addition {
  readonly kind: string;
  /** The map of the environment, for example `services`. */
  readonly map: string;
  readonly name: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** Other fields that the environment requires, unless it sets them. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Workloads that get access. */
  readonly usedBy: readonly string[];
}

/** Options of `terrace add` as on the command line. */
export interface AddFlags {
  readonly port?: string;
  readonly image?: string;
  readonly route?: readonly string[];
  readonly uses?: readonly string[];
  readonly queue?: string;
  readonly engine?: string;
  readonly usedBy?: readonly string[];
}

/** The environment's fields that decide about an addition. */
export interface Existing {
  readonly queues?: Readonly<Record<string, unknown>>;
  readonly services?: Readonly<Record<string, { readonly routes?: readonly string[] }>>;
  readonly workers?: Readonly<Record<string, unknown>>;
  readonly regions?: Readonly<Record<string, unknown>>;
  readonly homeRegion?: string;
}

type Make = (name: string, flags: AddFlags, existing: Existing) => Omit<Addition, "kind" | "map" | "name" | "usedBy">;

/** The kinds of entries, with the map that they are in. */
const ENTRIES = {
  service: {
    map: "services",
    make: (name, { port = "8080", image, route, uses }, { services = {} }) => {
      const isFirst = Object.values(services).every(({ routes }) => routes === undefined);
      const routes = route ?? (isFirst ? ["/*"] : [`/${name}`, `/${name}/*`]);
      return { value: { ...given("image", image), port: Number(port), routes, ...given("uses", uses) } };
    },
  },
  worker: {
    map: "workers",
    make: (_name, { image, queue, uses }, { queues = {} }) => {
      const consumes = queue ?? Object.keys(queues)[0];
      return { value: { ...given("image", image), ...given("consumes", consumes), ...given("uses", uses) } };
    },
  },
  database: { map: "databases", make: (_name, { engine = "postgres" }) => ({ value: { engine } }) },
  cache: { map: "caches", make: () => ({ value: {} }) },
  queue: { map: "queues", make: () => ({ value: {} }) },
  region: {
    map: "regions",
    make: (_name, _flags, { regions = {}, homeRegion = Object.keys(regions)[0] }) => ({
      value: {},
      fields: given("homeRegion", homeRegion),
    }),
  },
} as const satisfies Readonly<Record<string, { readonly map: string; readonly make: Make }>>;

export type EntryKind = keyof typeof ENTRIES;

export const ENTRY_KINDS = Object.keys(ENTRIES) as readonly EntryKind[];

/** The map that a kind of entry is in. */
export function mapOfKind(kind: EntryKind): string {
  return ENTRIES[kind].map;
}

export function additionOf(kind: EntryKind, name: string, flags: AddFlags, existing: Existing): Addition {
  const { map, make }: { readonly map: string; readonly make: Make } = ENTRIES[kind];
  return { kind, map, name, usedBy: flags.usedBy ?? [], ...make(name, flags, existing) };
}

function given(field: string, value: unknown): Readonly<Record<string, unknown>> {
  return value === undefined || (Array.isArray(value) && value.length === 0) ? {} : { [field]: value };
}
