import type { Vocabulary } from "../language/vocabulary";

/**
 * The RDS instance classes for PostgreSQL and MySQL, and their maximum numbers of connections.
 *
 * Sources: "Hardware specifications for DB instance classes"
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html), "Maximum number of database connections"
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections), and for Performance Insights
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.Engines.html).
 */

export type Engine = "postgres" | "mysql";

export interface InstanceClass {
  readonly name: string;
  readonly family: string;
  /** GiB. */
  readonly memory: number;
  readonly vcpus: number;
}

type Sizes = readonly (readonly [size: string, vcpus: number])[];

const LARGE: Sizes = [
  ["large", 2],
  ["xlarge", 4],
  ["2xlarge", 8],
  ["4xlarge", 16],
  ["8xlarge", 32],
  ["12xlarge", 48],
  ["16xlarge", 64],
];
const UP_TO_24: Sizes = [...LARGE, ["24xlarge", 96]];
const UP_TO_32: Sizes = [...UP_TO_24, ["32xlarge", 128]];
const UP_TO_48: Sizes = [...UP_TO_24, ["48xlarge", 192]];

/** Families with a fixed ratio of memory to vCPUs, in GiB per vCPU. */
const FAMILIES: readonly (readonly [family: string, gibPerVcpu: number, sizes: Sizes])[] = [
  ["m5", 4, UP_TO_24],
  ["m6g", 4, LARGE],
  ["m6i", 4, UP_TO_32],
  ["m7g", 4, LARGE],
  ["m7i", 4, UP_TO_48],
  ["m8g", 4, UP_TO_48],
  ["r5", 8, UP_TO_24],
  ["r6g", 8, LARGE],
  ["r6i", 8, UP_TO_32],
  ["r7g", 8, LARGE],
  ["r7i", 8, UP_TO_48],
  ["r8g", 8, UP_TO_48],
  ["x2g", 16, LARGE],
];

const BURSTABLE: readonly (readonly [size: string, vcpus: number, memory: number])[] = [
  ["micro", 2, 1],
  ["small", 2, 2],
  ["medium", 2, 4],
  ["large", 2, 8],
  ["xlarge", 4, 16],
  ["2xlarge", 8, 32],
];

const CLASSES: ReadonlyMap<string, InstanceClass> = new Map(
  [
    ...["t3", "t4g"].flatMap((family) => BURSTABLE.map(([size, vcpus, memory]) => describe(family, size, vcpus, memory))),
    ...FAMILIES.flatMap(([family, ratio, sizes]) => sizes.map(([size, vcpus]) => describe(family, size, vcpus, vcpus * ratio))),
  ].map((instanceClass) => [instanceClass.name, instanceClass]),
);

/** Names of all instance classes, for example `db.t4g.micro`. */
export const INSTANCE_CLASSES: readonly string[] = [...CLASSES.keys()];

/** The values of fields that contain an instance class. */
export const INSTANCE_VOCABULARY: Vocabulary = {
  type: "DatabaseInstanceClass",
  meaning: "An instance class of Amazon RDS.",
  values: INSTANCE_CLASSES,
};

/** An instance class; undefined if it is unknown. */
export function findInstanceClass(name: string): InstanceClass | undefined {
  return CLASSES.get(name);
}

/** AWS's default of `max_connections`: bytes of memory per connection, and the maximum. */
const CONNECTIONS = { postgres: { bytes: 9_531_392, most: 5_000 }, mysql: { bytes: 12_582_880, most: 100_000 } } as const;

/** Connections that are reserved for superusers, for AWS, and for a person who investigates a problem. */
export const RESERVED_CONNECTIONS = 5;

const MIB = 1_048_576;

/**
 * Memory of the engine in bytes: the memory of the class without the memory of the operating system and AWS's processes.
 *
 * AWS does not publish that overhead. The estimate of 256 MiB and 3% gives results just below the observed values
 * (PostgreSQL: 81 connections with 1 GiB, 198 with 2, 413 with 4, 856 with 8, 1,660 with 15.25).
 */
function engineMemory(gibibytes: number): number {
  return gibibytes * 1_024 * MIB * 0.97 - 256 * MIB;
}

/** AWS's default of `max_connections` for an instance class; about 80 for `db.t4g.micro`. */
export function maxConnections(engine: Engine, instanceClass: InstanceClass): number {
  const { bytes, most } = CONNECTIONS[engine];
  return Math.min(Math.floor(engineMemory(instanceClass.memory) / bytes), most);
}

/**
 * Connections that are available to applications, at least 1: `max_connections` (if the environment sets it to a number and not to a formula,
 * that number) without the reserved connections. Undefined for an unknown class.
 *
 * @param instanceClass for example `db.t4g.micro`.
 */
export function applicationConnections(
  { engine, parameters }: { readonly engine: Engine; readonly parameters: Readonly<Record<string, string>> },
  instanceClass: string,
): number | undefined {
  const own = Object.hasOwn(parameters, "max_connections") ? parameters.max_connections : undefined;
  const found = findInstanceClass(instanceClass);
  const most = own !== undefined && /^\d{1,6}$/.test(own) ? Number(own) : found && maxConnections(engine, found);
  return most === undefined ? undefined : Math.max(most - RESERVED_CONNECTIONS, 1);
}

/** Whether the class supports Performance Insights: all except MySQL on the micro and small sizes of the T families. */
export function hasPerformanceInsights(engine: Engine, name: string): boolean {
  return !(engine === "mysql" && /^db\.t\d+g?\.(micro|small)$/.test(name));
}

function describe(family: string, size: string, vcpus: number, memory: number): InstanceClass {
  return { name: `db.${family}.${size}`, family, memory, vcpus };
}
