import type { Size } from "../../language/units";
import { gibibytes } from "../../language/units";

/** Size in GiB from which RDS stripes a gp3 volume over four volumes, for PostgreSQL and MySQL. */
const STRIPED_FROM = 400;

/**
 * gp3 arguments. Below 400 GiB RDS rejects IOPS and throughput and provides 3,000 and 125 MiB/s; from 400 GiB both are required, here at
 * their minimum. All three change in one apply, at most once in six hours, and storage never shrinks.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage
 */
export function gp3(storage: Size, maxStorage: Size) {
  const allocated = gibibytes(storage);
  return {
    storageType: "gp3",
    allocatedStorage: allocated,
    maxAllocatedStorage: gibibytes(maxStorage),
    ...(allocated >= STRIPED_FROM && { iops: 12_000, storageThroughput: 500 }),
  };
}
