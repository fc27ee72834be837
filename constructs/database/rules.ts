import { ENGINE_VERSIONS, MANAGED_PARAMETERS } from "../../aws/database-engines";
import { INSTANCE_CLASSES, findInstanceClass } from "../../aws/instance-classes";
import { foldCase } from "../../language/collections";
import { didYouMean, oneOf } from "../../language/nearest";
import { databaseNameProblem, usernameProblem } from "../../aws/reserved-words";
import { mebibytes } from "../../language/units";
import { gap, parseWindow } from "../../aws/windows";
import { type Rule, entriesOf, forEach } from "../../language/rule";
import { wholeDays } from "../../language/whole-days";
import type { DatabaseNeeds, DatabaseSettings } from "./model";

/** The part of an environment that database rules read. */
type Environment = DatabaseNeeds & { readonly databases: Readonly<Record<string, DatabaseSettings>> };

const databases = (environment: Environment) => entriesOf(environment, "databases");
const GIB = 1_024;
const LARGEST_STORAGE = mebibytes("64 TB");

/** Rules about databases. */
export const databaseRules: readonly Rule<Environment>[] = [
  wholeDays("database.whole-days", databases, "backupRetention"),
  forEach("database.class", databases, function* ({ path, value }) {
    const fields = value.replicaSize === value.size ? (["size"] as const) : (["size", "replicaSize"] as const);
    for (const field of fields) {
      const received = value[field];
      if (findInstanceClass(received)) continue;
      yield {
        path: [...path, field],
        problem: "is not a known instance class for this engine",
        received,
        allowed:
          "db.t3, db.t4g, db.m5, db.m6g, db.m6i, db.m7g, db.m7i, db.m8g, db.r5, db.r6g, db.r6i, db.r7g, db.r7i, db.r8g or db.x2g with a size, as db.t4g.micro",
        fix: didYouMean(received, INSTANCE_CLASSES, "Choose one of these."),
      };
    }
  }),
  forEach("database.version", databases, function* ({ path, value: { engine, version } }) {
    const versions = ENGINE_VERSIONS[engine];
    if (versions.includes(version)) return;
    const major = versions.find((candidate) => version.startsWith(`${candidate}.`));
    yield {
      path: [...path, "version"],
      problem:
        major === undefined ? "is not a version with RDS standard support" : "contains a minor version, which AWS upgrades automatically",
      received: version,
      allowed: `${oneOf(versions)}, the major versions of ${engine}`,
      fix: `Write \`version: "${major ?? versions.at(-1)}"\`.`,
      reads: [[...path, "engine"]],
    };
  }),
  forEach("database.storage", databases, function* ({ path, value }) {
    for (const field of ["storage", "maxStorage"] as const) {
      if (mebibytes(value[field]) % GIB === 0) continue;
      yield {
        path: [...path, field],
        problem: "is not an integer number of GB",
        received: value[field],
        allowed: "an integer number of GB",
        fix: `Write \`${field}: "${Math.ceil(mebibytes(value[field]) / GIB)} GB"\`.`,
      };
    }
    const [storage, most] = [mebibytes(value.storage), mebibytes(value.maxStorage)];
    if (most >= storage * 1.1 || storage * 1.1 > LARGEST_STORAGE) return;
    yield {
      path: [...path, "maxStorage"],
      problem: "is not at least 10% above `storage`, so AWS cannot scale the storage",
      received: value.maxStorage,
      allowed: `at least ${Math.ceil((storage * 1.1) / GIB)} GB`,
      fix: `Write \`maxStorage: "${Math.min(storage * 2, LARGEST_STORAGE) / GIB} GB"\`, or remove it.`,
      reads: [[...path, "storage"]],
    };
  }),
  forEach("database.replica-size", databases, function* ({ path, value: { size, replicaSize, readReplicas } }) {
    const [primary, replica] = [findInstanceClass(size), findInstanceClass(replicaSize)];
    if (readReplicas === 0 || !primary || !replica || replica.memory >= primary.memory) return;
    yield {
      path: [...path, "replicaSize"],
      problem: `has less memory than \`size\`; its \`max_connections\` would be below the primary's, and the replica would stop`,
      received: replicaSize,
      allowed: `a class with at least ${primary.memory} GB`,
      fix: `Write \`replicaSize: "${size}"\`, or remove it.`,
      reads: [
        [...path, "size"],
        [...path, "readReplicas"],
      ],
    };
  }),
  forEach("database.name", databases, function* ({ path, value: { engine, databaseName } }) {
    const problem = databaseNameProblem(engine, databaseName);
    if (problem === undefined) return;
    yield {
      path: [...path, "databaseName"],
      problem,
      received: databaseName,
      allowed: `a name that is not reserved in ${engine}`,
      fix: `For example: \`databaseName: "${databaseName}_data"\`.`,
      reads: [[...path, "engine"]],
    };
  }),
  forEach("database.username", databases, function* ({ path, value: { engine, username } }) {
    const problem = usernameProblem(engine, username);
    if (problem === undefined) return;
    yield {
      path: [...path, "username"],
      problem,
      received: username,
      allowed: `a username that is not reserved in ${engine}`,
      fix: 'For example: `username: "terrace"`.',
      reads: [[...path, "engine"]],
    };
  }),
  forEach("database.windows", databases, function* ({ path, value }) {
    const [backup, maintenance] = [parseWindow(value.backupWindow), parseWindow(value.maintenanceWindow)];
    for (const [field, { length }] of [
      ["backupWindow", backup],
      ["maintenanceWindow", maintenance],
    ] as const) {
      if (length >= 30 && length < 1_440) continue;
      yield {
        path: [...path, field],
        problem: length < 30 ? "is shorter than 30 minutes" : "is 24 hours or longer",
        received: value[field],
        allowed: "a window of at least 30 minutes and less than 24 hours, in UTC",
        fix: "Choose another end time.",
      };
    }
    if (gap(backup, maintenance) >= 60) return;
    yield {
      path: [...path, "maintenanceWindow"],
      problem: `overlaps \`backupWindow\`, ${value.backupWindow}, or is less than one hour away from it`,
      received: value.maintenanceWindow,
      allowed: "a window at least one hour before or after `backupWindow`",
      fix: "Move one of them.",
      reads: [[...path, "backupWindow"]],
    };
  }),
  forEach("database.parameter", databases, function* ({ path, value: { engine, parameters } }) {
    const managed = MANAGED_PARAMETERS[engine];
    for (const [parameter, received] of Object.entries(parameters)) {
      const name = foldCase(parameter);
      const at = { path: [...path, "parameters", parameter], received };
      if (!Object.hasOwn(managed, name)) {
        // RDS and the provider compare names in lowercase, and so do the rules that read `parameters`.
        if (name !== parameter)
          yield {
            ...at,
            problem: "has uppercase letters, which the provider converts to lowercase",
            allowed: "a parameter name in lowercase letters, as RDS lists it",
            fix: `Write \`${name}\`.`,
          };
        continue;
      }
      yield {
        ...at,
        problem: `is set by Terrace: ${managed[name]}`,
        allowed: `parameters other than ${oneOf(Object.keys(managed)).replace(/ or ([^ ]+)$/, " and $1")}`,
        fix: "Remove it.",
        reads: [[...path, "engine"]],
      };
    }
  }),
];
