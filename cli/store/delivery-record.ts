import * as fs from "node:fs";
import type { StateVersion } from "../plan/plan-stack";
import { getObject, putObject, type PlanPlace } from "./plan-bucket";

/**
 * How far a delivery of one set of plans has come. What it began itself it may go on with after a failure, though the state has moved since
 * the plans were made; what somebody else changed it may not.
 */
export interface DeliveryRecord {
  /** The sum of the manifest: planning again makes another set. */
  readonly of: string;
  /** Stacks that it began to change. */
  readonly begun: readonly string[];
  /** The version of each stack's state that it has left: a state of any other one somebody else has changed. */
  readonly left: Readonly<Record<string, StateVersion>>;
  /** Steps whose gate was passed. */
  readonly passed: readonly string[];
}

/** Where a record is kept from one run to the next. */
export interface RecordKeeper {
  readonly read: () => Promise<DeliveryRecord>;
  readonly write: (record: DeliveryRecord) => Promise<void>;
}

export const RECORD_FILE = "delivery.json";

/** The record of this set of plans; that of another set counts as none. */
export function recordOf(text: string | undefined, of: string): DeliveryRecord {
  const none = { of, begun: [], left: {}, passed: [] };
  if (text === undefined) return none;
  try {
    const found = JSON.parse(text) as Partial<DeliveryRecord>;
    return found.of === of ? { ...none, ...found } : none;
  } catch {
    // Written half: what it began is not known, so nothing counts as its own.
    return none;
  }
}

/** Beside the plans, where both come from this machine. */
export function recordInFile(file: string, of: string): RecordKeeper {
  return {
    read: () => Promise.resolve(recordOf(fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined, of)),
    write: (record) => Promise.resolve(fs.writeFileSync(file, JSON.stringify(record), { mode: 0o600 })),
  };
}

/** Beside the plans in the bucket: another job goes on. */
export function recordInBucket(place: PlanPlace, of: string): RecordKeeper {
  return {
    read: async () => recordOf((await getObject(place, RECORD_FILE))?.toString("utf8"), of),
    write: (record) => putObject(place, RECORD_FILE, JSON.stringify(record)),
  };
}
