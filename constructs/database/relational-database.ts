import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { Construct } from "constructs";
import type { Database } from "./model";
import type { Duration } from "../../language/units";
import { accountIdOf } from "../core/account";
import type { Bindable, Binding } from "../core/bindings";
import type { EncryptionKey } from "../core/encryption-key";
import { isProtected, nameIn, placementOf } from "../core/placement";
import { EPHEMERAL_ENVIRONMENT, acceptFindings } from "../core/accepted-findings";
import type { RegionalCidrs } from "../core/regional-cidrs";
import { SecurityGroup } from "../core/security-group";
import type { IsolatedNetwork, NameZone } from "../core/ground";
import type { RegionalCredentials } from "./credentials";
import { databaseBinding } from "./database-binding";
import { DatabaseNames } from "./database-names";
import { parameterFamily, parametersOf } from "./engine";
import { type LeadInstanceProps, replicaSettings, primarySettings } from "./lead-settings";
import { type SharedInstanceSettings, instanceSettings } from "./instance-settings";
import { MonitoringRole } from "./monitoring-role";
import { OwnerPassword } from "./owner-password";
import { ReadReplica } from "./read-replica";
import type { DatabaseRole, DatabaseSource } from "./role";
import { RoleGuard } from "./role-guard";

export interface RelationalDatabaseProps {
  readonly database: Database;
  readonly role: DatabaseRole;
  /** The owner's, as this region sees them. */
  readonly credentials: RegionalCredentials;
  readonly network: IsolatedNetwork;
  readonly zone: NameZone;
  readonly key: EncryptionKey;
  readonly logsKey: EncryptionKey;
  /** From here on a replica leaves the reader's name. */
  readonly replicaLag: Duration;
  /** Other regions that hold a copy, where consumers of this region may have to write. @default none */
  readonly elsewhere?: readonly RegionalCidrs[];
}

/**
 * A PostgreSQL or MySQL database in one region: a leading instance, which is the primary or a copy of another region's, read replicas of
 * it, and the names that services of the region know them by.
 *
 * The leading instance has one id in both roles, so that a promotion is a change in place, and its replicas stay its replicas
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.html). The way back is to build it
 * anew; {@link RoleGuard} refuses all else.
 *
 * A server's certificate names its own endpoint, so clients that connect to the private names check the authority (`verify-ca`); those
 * that check the host, or sign an IAM token, use `…_WRITER_ENDPOINT`.
 *
 * @example
 * const role = { kind: "primary" } as const;
 * new RelationalDatabase(this, "Database", { database, role, credentials, network, zone, key, logsKey, replicaLag: "300 seconds" });
 *
 * Cost drivers: instance class × (1 + replicas) in each region, twice for a leading instance with a standby; storage in GB-months; backups
 * beyond the storage's size; bytes that go from region to region.
 */
export class RelationalDatabase extends Construct implements Bindable {
  public readonly securityGroup: SecurityGroup;
  public readonly names: DatabaseNames;
  public readonly identifier: string;
  public readonly replicas: readonly ReadReplica[];
  private readonly head: DbInstance;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: RelationalDatabaseProps,
  ) {
    super(scope, id);
    const { database, role, zone, replicaLag } = props;
    this.identifier = nameIn(this, "database", database.name);
    this.securityGroup = this.createSecurityGroup();
    const parts = this.createParts();
    this.head = this.createHead(parts);
    acceptFindings(this.head, {
      CKV_AWS_157: !database.multiAz && "Whether a standby is worth its price is the environment's to say (multiAz).",
      CKV_AWS_293:
        role.kind === "copy" ? "A copy keeps nothing that its source does not have." : !isProtected(this) && EPHEMERAL_ENVIRONMENT,
      CKV_AWS_353: !database.performanceInsights && "RDS has no Performance Insights for this class.",
    });
    this.replicas = this.createReplicas(parts);
    this.names = new DatabaseNames(this, "Names", {
      databaseName: database.name,
      engine: database.engine,
      zone,
      role: role.kind,
      head: { identifier: this.identifier, address: this.head.address },
      replicas: this.replicas,
      replicaLag,
    });
  }

  /** For its own region. */
  public bind(): Binding {
    const { database, zone, credentials, elsewhere = [] } = this.props;
    const { writerUserArn, readerUserArns } = this.source;
    const source = this.props.role.kind === "copy" ? this.props.role.source : undefined;
    return databaseBinding({
      database,
      zoneName: zone.name,
      writerEndpoint: source?.address ?? this.head.address,
      readerHost: this.names.reader,
      credentials,
      userArns: [writerUserArn, ...readerUserArns, ...(source ? [source.writerUserArn] : [])],
      group: this.securityGroup,
      elsewhere,
    });
  }

  /** The leading instance's, by which Performance Insights knows it. */
  public get resourceId(): string {
    return this.head.resourceId;
  }

  /** What regions that copy it, or have no copy, need of it while it is the primary. */
  public get source(): DatabaseSource {
    const { arn, address } = this.head;
    const { region } = placementOf(this);
    const [writerUserArn, ...readerUserArns] = [this.head, ...this.replicas].map((instance) => this.userArn(instance)) as [
      string,
      ...string[],
    ];
    return { region, arn, address, writerUserArn, readerUserArns };
  }

  /** The owner in exactly this instance: a replica has a resource id of its own. */
  private userArn({ resourceId }: { readonly resourceId: string }): string {
    const prefix = `arn:aws:rds-db:${placementOf(this).region}:${accountIdOf(this)}:dbuser`;
    return `${prefix}:${resourceId}/${this.props.database.username}`;
  }

  private createHead(parts: SharedInstanceSettings): DbInstance {
    const { database, role, key, credentials } = this.props;
    const guard = new RoleGuard(this, "Role", { database: database.name, role });
    const lead: LeadInstanceProps = { database, identifier: this.identifier, key, subnetGroupName: this.createSubnetGroup().name, guard };
    return new DbInstance(this, "Resource", {
      ...instanceSettings(this, this.identifier, database.performanceInsights, parts),
      ...(role.kind === "copy"
        ? replicaSettings(role.source, lead)
        : primarySettings(this, new OwnerPassword(this, "Password", credentials).arguments, lead)),
    });
  }

  /** All hang on the leading instance: in a copy's region that is one of the readers, and bytes cross the ocean once. */
  private createReplicas(parts: SharedInstanceSettings): ReadReplica[] {
    const { database, role } = this.props;
    const count = role.kind === "copy" ? Math.max(0, database.readReplicas - 1) : database.readReplicas;
    return Array.from({ length: count }, (_, index) => {
      const identifier = nameIn(this, "database", database.name, `replica-${index + 1}`);
      return new ReadReplica(this, `Replica-${index + 1}`, { ...parts, identifier, source: this.head });
    });
  }

  private createParts(): SharedInstanceSettings {
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
