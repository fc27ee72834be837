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
export const COPY: DatabaseRole = { kind: "copy", source: SOURCE };

export interface DatabaseFixture {
  /** @default primary */
  readonly role?: DatabaseRole;
  readonly placement?: Partial<Placement>;
  readonly elsewhere?: readonly RegionalCidrs[];
}

/** A stack with this database, and what it is bound as. */
export function synthDatabase(database: Database, { role = PRIMARY, placement = {}, elsewhere }: DatabaseFixture = {}): StackJson {
  return synthesizeConstructs((stack) => {
    const made = new RelationalDatabase(stack, "Database", {
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
    // A binding is data: as an output its references are resolved like those of the consumer's stack.
    const { connections, ...binding } = made.bind();
    const plain = connections.map((one) => (one.kind === "group" ? { ...one, group: one.group.securityGroupId } : one));
    stack.addOverride("output.binding.value", { ...binding, connections: plain });
    stack.addOverride("output.source.value", made.source);
  }, placement);
}
