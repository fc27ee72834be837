import type { Size } from "../../language/units";
import { gibibytes } from "../../language/units";

/** From here on RDS stripes a gp3 volume over four, for PostgreSQL and MySQL alike. */
const STRIPED_FROM = 400;

/**
 * gp3 arguments. Below 400 GiB RDS refuses IOPS and throughput, and gives 3,000 and 125 MiB/s; from there on both are given, at their
 * minimum. All three change in one apply, at most once in six hours, and storage never shrinks.
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
