import type { Database } from "../model";
import { findInstanceClass } from "../../../aws/instance-classes";
import { type Size, gibibytes, mebibytes } from "../../../language/units";

const GIB = 1_024 ** 3;

/** Bytes of a size. */
export function bytes(size: Size): number {
  return mebibytes(size) * 1_024 ** 2;
}

/** Bytes of memory of an instance class; undefined for an unknown class. */
export function memoryOf(instanceClass: string): number | undefined {
  const found = findInstanceClass(instanceClass);
  return found && found.memory * GIB;
}

/** vCPUs of an instance class; undefined for an unknown class. */
export function vcpusOf(instanceClass: string): number | undefined {
  return findInstanceClass(instanceClass)?.vcpus;
}

/** Size in GiB from which RDS stripes a gp3 volume over four volumes. */
const STRIPED_FROM = 400;

const MIB = 1_024 ** 2;

/**
 * Limits a second of a gp3 volume of this size, as `gp3()` of the database requests it. A volume that has grown beyond 400 GiB
 * automatically can have higher limits; then the alarms fire early.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage
 */
export function volumeLimits(storage: Size): { readonly operations: number; readonly bytes: number } {
  return gibibytes(storage) < STRIPED_FROM ? { operations: 3_000, bytes: 125 * MIB } : { operations: 12_000, bytes: 500 * MIB };
}

/**
 * Whether a class can burst its EBS bandwidth, and so publishes burst balances: sizes up to `4xlarge`. A class of these sizes that cannot
 * burst publishes nothing, and an alarm that ignores missing data stays OK.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-optimized.html
 */
export function burstsToDisk(instanceClass: string): boolean {
  return /\.(micro|small|medium|large|xlarge|2xlarge|4xlarge)$/.test(instanceClass);
}

/** Whether the storage can grow automatically. */
export function grows({ storage, maxStorage }: Pick<Database, "storage" | "maxStorage">): boolean {
  return mebibytes(maxStorage) > mebibytes(storage);
}

/**
 * Bytes of WAL that a replica can retain on its source before it is lost: `max_slot_wal_keep_size`, a quarter of the initial storage (see
 * `parametersOf`).
 */
export function slotLimit({ storage }: Pick<Database, "storage">): number {
  return Math.floor(mebibytes(storage) / 4) * MIB;
}
