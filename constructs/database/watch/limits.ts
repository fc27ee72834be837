import type { Database } from "../model";
import { findInstanceClass } from "../../../aws/instance-classes";
import { type Size, gibibytes, mebibytes } from "../../../language/units";

const GIB = 1_024 ** 3;

/** Bytes of a size. */
export function bytes(size: Size): number {
  return mebibytes(size) * 1_024 ** 2;
}

/** Bytes of memory of an instance class; undefined for one that is not known. */
export function memoryOf(instanceClass: string): number | undefined {
  const found = findInstanceClass(instanceClass);
  return found && found.memory * GIB;
}

/** vCPUs of an instance class; undefined for one that is not known. */
export function vcpusOf(instanceClass: string): number | undefined {
  return findInstanceClass(instanceClass)?.vcpus;
}

/** From here on RDS stripes a gp3 volume over four. */
const STRIPED_FROM = 400;

const MIB = 1_024 ** 2;

/**
 * What a gp3 volume of this size does in a second, as `gp3()` of the database asks for it. A volume that has grown past 400 GiB by itself
 * may do more: then the alarms speak early.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage
 */
export function volumeLimits(storage: Size): { readonly operations: number; readonly bytes: number } {
  return gibibytes(storage) < STRIPED_FROM ? { operations: 3_000, bytes: 125 * MIB } : { operations: 12_000, bytes: 500 * MIB };
}

/**
 * Whether a class may do more disk work for a while than it can keep up, and so publishes what is left of that: up to `4xlarge`. A class
 * of that size that cannot burst publishes nothing, and an alarm that takes no data for fine is silent.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-optimized.html
 */
export function burstsToDisk(instanceClass: string): boolean {
  return /\.(micro|small|medium|large|xlarge|2xlarge|4xlarge)$/.test(instanceClass);
}

/** Whether storage may still grow by itself, as AWS does it: at least 10 % more. */
export function grows({ storage, maxStorage }: Pick<Database, "storage" | "maxStorage">): boolean {
  return mebibytes(maxStorage) > mebibytes(storage);
}

/**
 * Bytes of WAL that a replica may hold back before it is lost: `max_slot_wal_keep_size`, a quarter of the storage that the database began
 * with (see `parametersOf`).
 */
export function slotLimit({ storage }: Pick<Database, "storage">): number {
  return Math.floor(mebibytes(storage) / 4) * MIB;
}
