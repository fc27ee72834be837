import { type Row, expected } from "./row";

const two = (other: string) => ({ homeRegion: "us-east-1", regions: { "us-east-1": { primary: true }, [other]: {} } });
const main = (more: object) => ({ "databases.main": { engine: "postgres", ...more } });

/** Violations of the rules about instance classes, node types and features that a region does not support. */
export const regionAvailabilityRows: readonly Row[] = [
  [
    "database.class-region",
    { regions: { "ca-west-1": {} }, ...main({}) },
    expected("databases.main.size", "db.t4g.micro", "RDS does not offer in ca-west-1", "db.t3.micro", '`size: "db.t3.micro"`'),
  ],
  [
    "database.class-region",
    { ...two("eu-west-3"), ...main({ size: "db.r7g.large" }) },
    expected("databases.main.size", "db.r7g.large", "in eu-west-3", "db.r5.large, db.r6g.large", '`size: "db.r6g.large"`'),
  ],
  [
    "database.class-region",
    { ...two("af-south-1"), ...main({ size: "db.r6g.large", replicaSize: "db.r7g.xlarge", readReplicas: 2 }) },
    expected("databases.main.replicaSize", "db.r7g.xlarge", "in af-south-1", "db.r6g.xlarge", '`replicaSize: "db.r6g.xlarge"`'),
  ],
  [
    "database.class-region",
    { ...two("ap-northeast-1"), ...main({ size: "db.x2g.16xlarge" }) },
    expected("databases.main.size", "db.x2g.16xlarge", "in ap-northeast-1", "a class that all of its regions offer", "another size"),
  ],
  [
    "cache.node-region",
    { ...two("me-south-1"), "caches.main": {} },
    expected(
      "caches.main.memory",
      "512 MB",
      "selects cache.t4g.micro, which ElastiCache does not offer in me-south-1",
      "all regions",
      '"6 GB"',
    ),
  ],
  [
    "cache.node-region",
    { ...two("eu-south-1"), "caches.main": { memory: "5 GB" } },
    expected("caches.main.memory", "5 GB", "cache.m7g.large", "all regions", '"13 GB"`, which selects cache.r7g.large'),
  ],
  [
    "cache.global-region",
    { ...two("ap-east-2"), "caches.main": { global: true, memory: "6 GB" } },
    expected("caches.main.global", true, "no Global Datastore in ap-east-2", "all regions", "Remove it"),
  ],
];
