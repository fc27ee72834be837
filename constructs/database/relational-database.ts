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
import { ConsumerGroups } from "../core/consumer-groups";
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
  /** The owner's credentials in this region. */
  readonly credentials: RegionalCredentials;
  readonly network: IsolatedNetwork;
  readonly zone: NameZone;
  readonly key: EncryptionKey;
  readonly logsKey: EncryptionKey;
  /** Lag from which a replica is removed from the reader DNS name. */
  readonly replicaLag: Duration;
  /** Other regions with instances of the database, to which consumers in this region write. @default none */
  readonly elsewhere?: readonly RegionalCidrs[];
  /** Names of the region's workloads that use the database. @default none */
  readonly consumers?: readonly string[];
  /** Number of other regions whose workloads use the database. @default 0 */
  readonly remoteClients?: number;
}

/**
 * A PostgreSQL or MySQL database in one region: a lead instance, which is the primary or a cross-region replica, its read replicas, and the
 * DNS names that services of the region use.
 *
 * The lead instance has the same construct ID in both roles, so that a promotion is a change in place, and its replicas stay its replicas
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.html). A primary can become
 * a replica only if it is recreated; {@link RoleGuard} rejects every other change of role.
 *
 * A server certificate names only the RDS endpoint, so clients that connect to the private DNS names verify only the CA (`verify-ca`).
 * Clients that verify the host name or use IAM tokens connect to `…_WRITER_ENDPOINT`.
 *
 * @example
 * const role = { kind: "primary" } as const;
 * new RelationalDatabase(this, "Database", { database, role, credentials, network, zone, key, logsKey, replicaLag: "300 seconds" });
 *
 * Cost drivers: instance class × (1 + replicas) in each region, twice for a lead instance with a standby; storage in GB-months; backups
 * beyond the size of the storage; data transfer between regions.
 */
export class RelationalDatabase extends Construct implements Bindable {
  public readonly securityGroups: ConsumerGroups;
  public readonly names: DatabaseNames;
  public readonly identifier: string;
  public readonly replicas: readonly ReadReplica[];
  private readonly lead: DbInstance;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: RelationalDatabaseProps,
  ) {
    super(scope, id);
    const { database, role, zone, replicaLag } = props;
    this.identifier = nameIn(this, "database", database.name);
    this.securityGroups = this.createSecurityGroups();
    const shared = this.createSharedSettings();
    this.lead = this.createLead(shared);
    acceptFindings(this.lead, {
      CKV_AWS_157: !database.multiAz && "The environment decides whether a standby is worth its price (multiAz).",
      CKV_AWS_293: role.kind === "replica" ? "All data of a replica is in its source too." : !isProtected(this) && EPHEMERAL_ENVIRONMENT,
      CKV_AWS_353: !database.performanceInsights && "RDS does not support Performance Insights for this class.",
    });
    this.replicas = this.createReplicas(shared);
    this.names = new DatabaseNames(this, "Names", {
      databaseName: database.name,
      engine: database.engine,
      zone,
      role: role.kind,
      lead: { identifier: this.identifier, address: this.lead.address },
      replicas: this.replicas,
      replicaLag,
    });
  }

  /** The binding for consumers in this region. */
  public bind(consumer: string): Binding {
    const { database, zone, credentials, elsewhere = [] } = this.props;
    const { writerUserArn, readerUserArns } = this.source;
    const source = this.props.role.kind === "replica" ? this.props.role.source : undefined;
    return databaseBinding({
      database,
      zoneName: zone.name,
      writerEndpoint: source?.address ?? this.lead.address,
      readerHost: this.names.reader,
      credentials,
      userArns: [writerUserArn, ...readerUserArns, ...(source ? [source.writerUserArn] : [])],
      group: this.securityGroups.of(consumer),
      elsewhere,
    });
  }

  /** Resource ID of the lead instance, which Performance Insights uses. */
  public get resourceId(): string {
    return this.lead.resourceId;
  }

  /** Attributes of the primary that other regions need, whether or not they have a replica. */
  public get source(): DatabaseSource {
    const { arn, address } = this.lead;
    const { region } = placementOf(this);
    const [writerUserArn, ...readerUserArns] = [this.lead, ...this.replicas].map((instance) => this.userArn(instance)) as [
      string,
      ...string[],
    ];
    return { region, arn, address, writerUserArn, readerUserArns };
  }

  /** ARN of the owner user on one instance: each replica has its own resource ID. */
  private userArn({ resourceId }: { readonly resourceId: string }): string {
    const prefix = `arn:aws:rds-db:${placementOf(this).region}:${accountIdOf(this)}:dbuser`;
    return `${prefix}:${resourceId}/${this.props.database.username}`;
  }

  private createLead(shared: SharedInstanceSettings): DbInstance {
    const { database, role, key, credentials } = this.props;
    const guard = new RoleGuard(this, "Role", { database: database.name, role });
    const lead: LeadInstanceProps = { database, identifier: this.identifier, key, subnetGroupName: this.createSubnetGroup().name, guard };
    return new DbInstance(this, "Resource", {
      ...instanceSettings(this, this.identifier, database.performanceInsights, shared),
      ...(role.kind === "replica"
        ? replicaSettings(role.source, lead)
        : primarySettings(this, new OwnerPassword(this, "Password", credentials).arguments, lead)),
    });
  }

  /** Read replicas of the lead instance. In other regions, the lead instance is itself a replica and counts as one, so data crosses regions once. */
  private createReplicas(shared: SharedInstanceSettings): ReadReplica[] {
    const { database, role } = this.props;
    const count = role.kind === "replica" ? Math.max(0, database.readReplicas - 1) : database.readReplicas;
    return Array.from({ length: count }, (_, index) => {
      const identifier = nameIn(this, "database", database.name, `replica-${index + 1}`);
      return new ReadReplica(this, `Replica-${index + 1}`, { ...shared, identifier, source: this.lead });
    });
  }

  private createSharedSettings(): SharedInstanceSettings {
    const { database, key, logsKey } = this.props;
    return {
      database,
      key,
      logsKey,
      securityGroupIds: this.securityGroups.ids,
      parameterGroupName: this.createParameterGroup().name,
      monitoringRole: new MonitoringRole(this, "MonitoringRole", { databaseName: database.name }),
    };
  }

  private createSecurityGroups(): ConsumerGroups {
    const { database, network, consumers, remoteClients: remoteRules } = this.props;
    return new ConsumerGroups(this, "SecurityGroup", {
      consumers,
      remoteRules,
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

  /** Has a name prefix: the family of a parameter group in use cannot change, so the new group must coexist with the old one. */
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
