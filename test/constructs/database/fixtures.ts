import type { Database } from "../../../config/model";
import { EncryptionKey } from "../../../constructs/core/encryption-key";
import type { Placement } from "../../../constructs/core/placement";
import { RelationalDatabase } from "../../../constructs/database/relational-database";
import { type StackJson, synthesizeConstructs } from "../../support/synth";

export const POSTGRES: Database = {
  name: "main",
  engine: "postgres",
  version: "17",
  primaryRegion: "us-east-1",
  regions: ["us-east-1"],
  port: 5432,
  size: "db.r6g.large",
  replicaSize: "db.r6g.large",
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

/** A stack with this database, and what it is bound as. */
export function synthDatabase(database: Database, placement: Partial<Placement> = {}): StackJson {
  return synthesizeConstructs((stack) => {
    const made = new RelationalDatabase(stack, "Database", {
      database,
      network: NETWORK,
      zone: { zoneId: "Z1", name: "dev.internal" },
      key: new EncryptionKey(stack, "DataKey", { purpose: "data" }),
      logsKey: new EncryptionKey(stack, "LogsKey", { purpose: "logs", forLogs: true }),
      replicaLag: "300 seconds",
    });
    // A binding is data: as an output its references are resolved like those of the consumer's stack.
    stack.addOverride("output.binding.value", { ...made.bind(), connections: undefined });
  }, placement);
}
