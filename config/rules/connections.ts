import { oncePer } from "../../language/collections";
import { oneOf } from "../../language/nearest";
import type { DatabaseSettings } from "../../constructs/database/model";
import type { Settings } from "../settings/settings";
import type { AnyWorkloadSettings } from "../../constructs/compute/workloads";
import { INSTANCE_CLASSES, applicationConnections } from "../../aws/instance-classes";
import { type RuleViolation, type Rule, type Subject, entries, forEach, usersOf } from "./rule";

/** During a deployment old and new tasks run side by side: services are deployed with a maximum percent of 200. */
const DEPLOYMENT_FACTOR = 2;

/** Consumers that an error names. */
const MOST_NAMED = 20;

interface Consumer {
  readonly key: string;
  readonly name: string;
  /** Over all regions, during a deployment. */
  readonly tasks: number;
  readonly connections: number;
}

/**
 * The writer has to hold the connections of all tasks in all regions at their maximum, twice during a deployment of everything. If not,
 * the database fails exactly when traffic is highest.
 */
export const connectionRules: readonly Rule[] = [
  forEach("database.connections", entries("databases"), function* (subject) {
    const consumers = consumersOf(subject.settings, subject.name);
    const usable = applicationConnections(subject.value, subject.value.size);
    if (usable === undefined || consumers.length === 0) return;
    const needed = consumers.reduce((sum, { connections }) => sum + connections, 0);
    if (needed > usable) yield tooMany(subject, consumers, needed, usable);
  }),
];

function tooMany(
  { path, value, settings }: Subject<DatabaseSettings>,
  consumers: readonly Consumer[],
  needed: number,
  usable: number,
): RuleViolation {
  const regions = Object.keys(settings.regions).length;
  const shares = consumers.slice(0, MOST_NAMED).map(({ name, connections }) => `${name} ${connections}`);
  if (consumers.length > MOST_NAMED) shares.push(`${consumers.length - MOST_NAMED} more`);
  return {
    path: [...path, "size"],
    problem: `holds ${usable} connections of applications, but they may open ${needed} (${shares.join(", ")}${regions > 1 ? `, over ${regions} regions` : ""})`,
    received: value.size,
    allowed: `a class, or tasks at maximum × connectionsPerTask × ${DEPLOYMENT_FACTOR} during a deployment, of at most ${usable}`,
    fix: fixOf(value, consumers, needed, usable),
    reads: [
      [...path, "engine"],
      [...path, "parameters"],
      ["regions", "<names>"],
      ...consumers.flatMap(({ key, name }) => ["scale", "connectionsPerTask", "uses"].map((field) => [key, name, field])),
    ],
  };
}

/** The smallest class of the same family that is large enough, and the largest pool for which this class is. */
function fixOf(value: DatabaseSettings, consumers: readonly Consumer[], needed: number, usable: number): string {
  const [prefix = "", family = ""] = value.size.split(".");
  const larger = INSTANCE_CLASSES.filter((name) => name.startsWith(`${prefix}.${family}.`)).find(
    (name) => (applicationConnections(value, name) ?? 0) >= needed,
  );
  const perTask = Math.floor(usable / consumers.reduce((sum, { tasks }) => sum + tasks, 0));
  const ways = [
    ...(larger === undefined ? [] : [`set \`size: "${larger}"\``]),
    ...(perTask < 1 ? [] : [`set \`connectionsPerTask: ${perTask}\` in ${consumers.length === 1 ? "the workload" : "each workload"}`]),
    "lower `scale.max`",
  ];
  const text = oneOf(ways);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}. A larger class holds more connections.`;
}

function consumersOf(settings: Settings, database: string): readonly Consumer[] {
  const regions = Object.keys(settings.regions).length;
  return (usersOf(settings).get(database) ?? []).map(({ name, path: [key], value }) => {
    const tasks = tasksOf(value) * DEPLOYMENT_FACTOR * regions;
    return { key: String(key), name, tasks, connections: tasks * value.connectionsPerTask };
  });
}

/** Maximum number of tasks of a workload in one region. Each has a pool of connections to each of its databases. */
const tasksOf = oncePer(({ scale }: AnyWorkloadSettings) =>
  Object.values(scale.schedules).reduce((most, { max }) => Math.max(most, max), scale.max),
);
