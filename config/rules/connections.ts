import { oncePer } from "../../language/collections";
import type { DatabaseSettings } from "../../constructs/database/model";
import type { Settings } from "../settings/settings";
import type { AnyWorkloadSettings } from "../../constructs/compute/workloads";
import { applicationConnections } from "../../aws/instance-classes";
import { type RuleViolation, type Rule, type Subject, entries, forEach, usersOf } from "./rule";

/** During a deployment old and new tasks run side by side: services are deployed with a maximum percent of 200. */
const DEPLOYMENT_FACTOR = 2;

/** Consumers that an error names. */
const MOST_NAMED = 20;

interface Consumer {
  readonly key: string;
  readonly name: string;
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
    fix: "Choose a larger class, or lower `connectionsPerTask` or the maxima of tasks.",
    reads: [
      [...path, "engine"],
      [...path, "parameters"],
      ["regions", "<names>"],
      ...consumers.flatMap(({ key, name }) => ["scale", "connectionsPerTask", "uses"].map((field) => [key, name, field])),
    ],
  };
}

function consumersOf(settings: Settings, database: string): readonly Consumer[] {
  const regions = Object.keys(settings.regions).length;
  return (usersOf(settings).get(database) ?? []).map(({ name, path: [key], value }) => {
    return { key: String(key), name, connections: connectionsOf(value) * DEPLOYMENT_FACTOR * regions };
  });
}

/** Connections of all tasks of a workload in one region to each of its databases. */
const connectionsOf = oncePer(({ scale, connectionsPerTask }: AnyWorkloadSettings) => {
  const tasks = Object.values(scale.schedules).reduce((most, { max }) => Math.max(most, max), scale.max);
  return tasks * connectionsPerTask;
});
