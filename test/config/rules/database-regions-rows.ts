import { REGION_NAMES } from "../../../aws/regions";
import { type Row, expected } from "./row";
import { severalRegions } from "./several-regions";

const two = severalRegions(2);

/** Violations of the rules about databases in several regions. */
export const databaseRegionsRows: readonly Row[] = [
  [
    "database.primary-region",
    { ...two, "databases.main": { engine: "mysql", primaryRegion: "us-east-3" } },
    expected("databases.main.primaryRegion", "us-east-3", "not a region of this environment", "us-east-1 or us-east-2", "`us-east-1`"),
  ],
  [
    "database.regions",
    { ...two, "databases.main": { engine: "mysql", regions: ["us-east-1", "eu-west-1"] } },
    expected("databases.main.regions[1]", "eu-west-1", "not a region of this environment", "us-east-1 or us-east-2", "add it to `regions`"),
  ],
  [
    "database.regions",
    { ...two, "databases.main": { engine: "mysql", regions: ["us-east-1", "us-east-1"] } },
    expected("databases.main.regions[1]", "us-east-1", "duplicate", "each region once", "Remove it"),
  ],
  [
    "database.regions",
    { ...two, "databases.main": { engine: "mysql", regions: ["us-east-2"] } },
    expected("databases.main.regions", ["us-east-2"], "does not contain us-east-1", "contains the primary region", 'Add "us-east-1"'),
  ],
  [
    "database.regions",
    { ...two, "databases.main": { engine: "mysql", primaryRegion: "us-east-2", regions: ["us-east-1"] } },
    expected(
      "databases.main.regions",
      ["us-east-1"],
      "does not contain us-east-2",
      "contains the primary region",
      "or set `primaryRegion`",
    ),
  ],
  [
    "database.replicas",
    { ...severalRegions(3), "databases.main": { engine: "postgres", readReplicas: 14 } },
    expected(
      "databases.main.readReplicas",
      14,
      "16 replicas of one instance: 14 in its region, and one for each of 2",
      "so 13",
      "readReplicas: 13",
    ),
  ],
  [
    "database.replicas",
    { ...severalRegions(17), "databases.main": { engine: "postgres", size: "db.r6g.large" } },
    expected(
      "databases.main.regions",
      REGION_NAMES.slice(0, 17).sort(),
      "16 cross-region replicas",
      "so 16 regions",
      "`regions` of the database",
    ),
  ],
  [
    "database.replica-count",
    { ...severalRegions(7), "databases.main": { engine: "postgres", size: "db.r6g.large" } },
    expected("databases.main.regions", REGION_NAMES.slice(0, 7).sort(), "does not guarantee more than 5", "6 regions", "need a replica"),
  ],
];
