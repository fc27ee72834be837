import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { Construct } from "constructs";
import type { Database } from "../../config/model";
import { type Duration, days } from "../../config/units";
import { variablePrefix } from "../../config/variables";
import { accountIdOf } from "../core/account";
import type { Bindable, Binding } from "../core/bindings";
import type { EncryptionKey } from "../core/encryption-key";
import { isProtected, nameIn, placementOf, statefulLifecycle } from "../core/placement";
import { SecurityGroup } from "../core/security-group";
import type { Network } from "../network/network";
import type { PrivateZone } from "../network/private-zone";
import { Credentials } from "./credentials";
import { DatabaseNames } from "./database-names";
import { majorVersion, parameterFamily, parametersOf } from "./engine";
import { type SharedParts, instanceSettings } from "./instance-settings";
import { MonitoringRole } from "./monitoring-role";
import { ReadReplica } from "./read-replica";
import { gp3 } from "./storage";

export interface RelationalDatabaseProps {
  readonly database: Database;
  readonly network: Pick<Network, "vpcId" | "isolatedSubnetIds">;
  readonly zone: Pick<PrivateZone, "zoneId" | "name">;
  readonly key: EncryptionKey;
  readonly logsKey: EncryptionKey;
  /** From here on a replica leaves the reader's name. */
  readonly replicaLag: Duration;
}

/**
 * A PostgreSQL or MySQL database: one primary, read replicas in its region, and the names that services know them by.
 *
 * A server's certificate names its own endpoint, so clients that connect to the private names check the authority (`verify-ca`); those
 * that check the host, or sign an IAM token, use `…_WRITER_ENDPOINT`.
 *
 * @example
 * new RelationalDatabase(this, "Database-main", { database, network, zone, key: dataKey, logsKey, replicaLag: "300 seconds" });
 *
 * Cost drivers: instance class × (1 + replicas), twice for a primary with a standby; storage in GB-months; backups beyond the storage's size.
 */
export class RelationalDatabase extends Construct implements Bindable {
  public readonly securityGroup: SecurityGroup;
  public readonly names: DatabaseNames;
  public readonly identifier: string;
  public readonly replicas: readonly ReadReplica[];
  private readonly primary: DbInstance;
  private readonly credentials: Credentials;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: RelationalDatabaseProps,
  ) {
    super(scope, id);
    const { database, zone, replicaLag } = props;
    this.identifier = nameIn(this, "database", database.name);
    this.securityGroup = this.createSecurityGroup();
    this.credentials = new Credentials(this, "Credentials", { database, key: props.key });
    const parts = this.createParts();
    this.primary = this.createPrimary(parts);
    this.replicas = this.createReplicas(parts);
    this.names = new DatabaseNames(this, "Names", {
      databaseName: database.name,
      engine: database.engine,
      zone,
      primaryAddress: this.primary.address,
      replicas: this.replicas,
      replicaLag,
    });
  }

  public bind(): Binding {
    const { name, port, databaseName } = this.props.database;
    const prefix = variablePrefix({ kind: "database", name });
    const { secretArn } = this.credentials;
    return {
      name,
      environment: {
        [`${prefix}_WRITER_HOST`]: this.names.writer,
        [`${prefix}_READER_HOST`]: this.names.reader,
        [`${prefix}_WRITER_ENDPOINT`]: this.primary.address,
        [`${prefix}_PORT`]: String(port),
        [`${prefix}_NAME`]: databaseName,
      },
      secrets: { [`${prefix}_USERNAME`]: `${secretArn}:username::`, [`${prefix}_PASSWORD`]: `${secretArn}:password::` },
      taskStatements: [{ actions: ["rds-db:connect"], resources: this.userArns() }],
      executionStatements: this.credentials.readStatements,
      connections: [{ kind: "group", group: this.securityGroup, ports: { protocol: "tcp", from: port }, description: `Database ${name}` }],
    };
  }

  /** The owner in exactly these instances; a replica has a resource id of its own. */
  private userArns(): string[] {
    const prefix = `arn:aws:rds-db:${placementOf(this).region}:${accountIdOf(this)}:dbuser`;
    return [this.primary, ...this.replicas].map(({ resourceId }) => `${prefix}:${resourceId}/${this.props.database.username}`);
  }

  private createPrimary(parts: SharedParts): DbInstance {
    const { database, key } = this.props;
    return new DbInstance(this, "Resource", {
      ...instanceSettings(this, this.identifier, database.performanceInsights, parts),
      ...gp3(database.storage, database.maxStorage),
      ...this.credentials.password,
      ...this.backups(),
      engine: database.engine,
      engineVersion: majorVersion(database),
      instanceClass: database.size,
      username: database.username,
      dbName: database.databaseName,
      port: database.port,
      dbSubnetGroupName: this.createSubnetGroup().name,
      multiAz: database.multiAz,
      // The ARN: an alias or a bare id would replace the database on each plan (provider-aws#25713).
      kmsKeyId: key.arn,
      lifecycle: statefulLifecycle(this),
    });
  }

  private backups() {
    const { database } = this.props;
    const kept = isProtected(this);
    return {
      backupRetentionPeriod: days(database.backupRetention),
      backupWindow: database.backupWindow,
      deletionProtection: kept,
      deleteAutomatedBackups: !kept,
      skipFinalSnapshot: !kept,
      // The security group's id makes it unique: a snapshot of an earlier database of this name may still be there.
      ...(kept && { finalSnapshotIdentifier: `${this.identifier}-final-${this.securityGroup.securityGroupId}` }),
    };
  }

  private createReplicas(parts: SharedParts): ReadReplica[] {
    return Array.from({ length: this.props.database.readReplicas }, (_, index) => {
      const name = `replica-${index + 1}`;
      const identifier = nameIn(this, "database", this.props.database.name, name);
      return new ReadReplica(this, `Replica-${index + 1}`, { ...parts, identifier, source: this.primary });
    });
  }

  private createParts(): SharedParts {
    const { database, key, logsKey } = this.props;
    return {
      database,
      key,
      logsKey,
      securityGroup: this.securityGroup,
      parameterGroupName: this.createParameterGroup().name,
      monitoringRole: new MonitoringRole(this, "MonitoringRole", { databaseName: database.name }),
    };
  }

  private createSecurityGroup(): SecurityGroup {
    const { database, network } = this.props;
    return new SecurityGroup(this, "SecurityGroup", {
      vpcId: network.vpcId,
      role: `${database.name}-db`,
      description: `Database ${database.name}: consumers add their own rules`,
    });
  }

  private createSubnetGroup(): DbSubnetGroup {
    const { database, network } = this.props;
    return new DbSubnetGroup(this, "SubnetGroup", {
      name: nameIn(this, "subnetGroup", `${database.name}-db`),
      description: `Database ${database.name}: isolated subnets`,
      subnetIds: [...network.isolatedSubnetIds],
    });
  }

  /** By a prefix: the family of a group in use cannot change, so the next one is made beside it. */
  private createParameterGroup(): DbParameterGroup {
    const { database } = this.props;
    return new DbParameterGroup(this, "ParameterGroup", {
      namePrefix: `${nameIn(this, "parameterGroupPrefix", database.name)}-`,
      description: `Database ${database.name}`,
      family: parameterFamily(database),
      parameter: parametersOf(database),
      lifecycle: { createBeforeDestroy: true },
    });
  }
}
