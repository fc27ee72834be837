import type { Database } from "../../../constructs/database/model";
import { EncryptionKey } from "../../../constructs/core/encryption-key";
import type { Placement } from "../../../constructs/core/placement";
import type { RegionalCidrs } from "../../../constructs/core/regional-cidrs";
import type { RegionalCredentials } from "../../../constructs/database/credentials";
import { RelationalDatabase } from "../../../constructs/database/relational-database";
import type { DatabaseRole, DatabaseSource } from "../../../constructs/database/role";
import { type StackJson, synthesizeConstructs } from "../../support/synth";

export const POSTGRES: Database = {
  name: "main",
  engine: "postgres",
  version: "17",
  primaryRegion: "us-east-1",
  regions: ["us-east-1"],
  port: 5432,
  size: "db.r6g.large",
  replicaSize: "db.t4g.large",
  storage: "100 GB",
  maxStorage: "500 GB",
  multiAz: true,
  readReplicas: 2,
  databaseName: "photofeed",
  username: "terrace",
  backupRetention: "14 days",
  backupWindow: "02:00-03:00",
  maintenanceWindow: "sun:04:00-sun:05:00",
  slowQuery: "1 second",
  performanceInsights: true,
  replicaPerformanceInsights: true,
  parameters: {},
};

export const MYSQL: Database = {
  ...POSTGRES,
  name: "reports",
  engine: "mysql",
  version: "8.4",
  port: 3306,
  readReplicas: 1,
};

export const NETWORK = { vpcId: "vpc-1", isolatedSubnetIds: ["subnet-1", "subnet-2", "subnet-3"] };

const SECRET = "arn:aws:secretsmanager:us-east-1:111122223333:secret:dev-database-main-abcdef";

export const CREDENTIALS: RegionalCredentials = {
  secretArn: SECRET,
  versionId: "version-1",
  readStatements: [{ actions: ["secretsmanager:GetSecretValue"], resources: [SECRET] }],
};

/** A primary in Ireland. */
export const SOURCE: DatabaseSource = {
  region: "eu-west-1",
  arn: "arn:aws:rds:eu-west-1:111122223333:db:dev-main",
  address: "dev-main.abc.eu-west-1.rds.amazonaws.com",
  writerUserArn: "arn:aws:rds-db:eu-west-1:111122223333:dbuser:db-HEAD/terrace",
  readerUserArns: ["arn:aws:rds-db:eu-west-1:111122223333:dbuser:db-REPLICA/terrace"],
};

export const PRIMARY: DatabaseRole = { kind: "primary" };
export const REPLICA: DatabaseRole = { kind: "replica", source: SOURCE };

export interface DatabaseFixture {
  /** @default primary */
  readonly role?: DatabaseRole;
  readonly placement?: Partial<Placement>;
  readonly elsewhere?: readonly RegionalCidrs[];
}

/** A stack with this database, and its binding and source as outputs. */
export function synthDatabase(database: Database, { role = PRIMARY, placement = {}, elsewhere }: DatabaseFixture = {}): StackJson {
  return synthesizeConstructs((stack) => {
    const relational = new RelationalDatabase(stack, "Database", {
      database,
      role,
      credentials: CREDENTIALS,
      network: NETWORK,
      zone: { zoneId: "Z1", name: "dev.internal" },
      key: new EncryptionKey(stack, "DatabaseKey", { purpose: "database-main" }),
      logsKey: new EncryptionKey(stack, "LogsKey", { purpose: "logs", forLogs: true }),
      replicaLag: "300 seconds",
      elsewhere,
    });
    // As an output, the references of the binding are resolved like those in a consumer's stack.
    const { connections, ...binding } = relational.bind("api");
    const plain = connections.map((one) => (one.kind === "group" ? { ...one, group: one.group.securityGroupId } : one));
    stack.addOverride("output.binding.value", { ...binding, connections: plain });
    stack.addOverride("output.source.value", relational.source);
  }, placement);
}

/** Alarms that every primary has, as lines. */
export const PRIMARY_LINES: readonly string[] = [
  "Silent: page database-down; below 1, 5 of 5 × 1 minute; no data: breaching",
  "Quiet: none; below 1, 2 of 2 × 1 minute; no data: breaching",
  "ConnectionsFull: page database-connections; at-or-above 95, 5 of 5 × 1 minute; no data: notBreaching",
  "ConnectionsTaken: none; at-or-above 95, 2 of 2 × 1 minute; no data: notBreaching",
  `StorageFull: page database-storage; below ${5 * 1_024 ** 3}, 15 of 15 × 1 minute; no data: ignore`,
  "StorageFilling: page database-storage; below 6, 3 of 3 × 10 minutes; no data: ignore",
  "StorageTrend: ticket; below 336, 3 of 4 × 6 hours; no data: ignore",
];

/** Alarms on the load of every instance, as lines; `memory`: the threshold in GiB. */
export const loadLines = (memory: number): readonly string[] => [
  "Cpu: ticket; at-or-above 90, 12 of 15 × 1 minute; no data: notBreaching",
  `Memory: ticket; below ${Math.round(memory * 1_024 ** 3)}, 15 of 15 × 1 minute; no data: notBreaching`,
  "Connections: ticket; at-or-above 80, 15 of 15 × 1 minute; no data: notBreaching",
  "Iops: ticket; at-or-above 2700, 15 of 15 × 1 minute; no data: notBreaching",
  `Throughput: ticket; at-or-above ${112.5 * 1_024 ** 2}, 15 of 15 × 1 minute; no data: notBreaching`,
  "SlowReads: ticket; at-or-above 0.02, 12 of 15 × 1 minute; no data: notBreaching",
  "SlowWrites: ticket; at-or-above 0.02, 12 of 15 × 1 minute; no data: notBreaching",
  "DiskOperationsReserve: ticket; below 25, 15 of 15 × 1 minute; no data: notBreaching",
  "DiskBandwidthReserve: ticket; below 25, 15 of 15 × 1 minute; no data: notBreaching",
];
