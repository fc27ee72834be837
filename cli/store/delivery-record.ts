import * as fs from "node:fs";
import type { StateVersion } from "../plan/plan-stack";
import { getObject, putObject, type PlanPlace } from "./plan-bucket";

/**
 * The progress of a deployment of one set of plans. After a failure it can resume stacks that it started itself, although their state has changed
 * since planning; it must not touch a stack that another process has changed.
 */
export interface DeliveryRecord {
  /** The checksum of the manifest: planning again creates another set. */
  readonly of: string;
  /** Stacks that it started to change. */
  readonly begun: readonly string[];
  /** The version of each stack's state after the deployment's last change. Any other version means that another process changed the stack. */
  readonly left: Readonly<Record<string, StateVersion>>;
  /** Steps that passed their gate. */
  readonly passed: readonly string[];
}

/** Persists a record between runs. */
export interface RecordKeeper {
  readonly read: () => Promise<DeliveryRecord>;
  readonly write: (record: DeliveryRecord) => Promise<void>;
}

export const RECORD_FILE = "delivery.json";

/** The record of this set of plans; a record of another set is ignored. */
export function recordOf(text: string | undefined, of: string): DeliveryRecord {
  const none = { of, begun: [], left: {}, passed: [] };
  if (text === undefined) return none;
  try {
    const found = JSON.parse(text) as Partial<DeliveryRecord>;
    return found.of === of ? { ...none, ...found } : none;
  } catch {
    // A truncated file: the started stacks are unknown, so none counts as started.
    return none;
  }
}

/** A file next to the plans, for plans of this machine. */
export function recordInFile(file: string, of: string): RecordKeeper {
  return {
    read: () => Promise.resolve(recordOf(fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined, of)),
    write: (record) => Promise.resolve(fs.writeFileSync(file, JSON.stringify(record), { mode: 0o600 })),
  };
}

/** An object next to the plans in the bucket, so that another job can resume. */
export function recordInBucket(place: PlanPlace, of: string): RecordKeeper {
  return {
    read: async () => recordOf((await getObject(place, RECORD_FILE))?.toString("utf8"), of),
    write: (record) => putObject(place, RECORD_FILE, JSON.stringify(record)),
  };
}
