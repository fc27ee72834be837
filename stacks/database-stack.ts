import type { Construct } from "constructs";
import type { Database } from "../constructs/database/model";
import type { Platform } from "../config/model";
import type { Region } from "../constructs/network/model";
import { usersOf, workloadsIn } from "../constructs/compute/workloads";
import { Stack } from "../constructs/core/stack";
import { EncryptionKey } from "../constructs/core/encryption-key";
import { type RemoteClient, remoteClients, isolatedCidrs } from "../constructs/core/regional-cidrs";
import { allowIngress } from "../constructs/core/security-group";
import type { RegionalCredentials } from "../constructs/database/credentials";
import { RelationalDatabase } from "../constructs/database/relational-database";
import type { DatabaseRole } from "../constructs/database/role";
import type { InterconnectStack } from "./interconnect-stack";
import type { NetworkStack } from "./network-stack";
import { prepareStack } from "./prepare-stack";

export interface DatabaseStackProps {
  readonly platform: Platform;
  readonly region: Region;
  readonly database: Database;
  /** The VPC and the log key of the region. */
  readonly network: Pick<NetworkStack, "logsKey" | "network">;
  readonly zone: InterconnectStack["privateZone"];
  /** Credentials of the owner: the region's secret replica. */
  readonly credentials: RegionalCredentials;
  /** The stack of the database's primary region. Undefined in the primary region. */
  readonly primary?: Pick<DatabaseStack, "database">;
}

/**
 * One database in one region. Databases have separate stacks because their primary regions can differ and a promotion plans only one
 * database. A replica's stack depends on the primary region's stack; a primary's stack depends on no other region, so a promotion does not
 * read the state of a region that is down.
 *
 * Construct IDs in this stack are frozen: a different ID is a different Terraform resource, and the one that holds the data would be destroyed.
 */
export class DatabaseStack extends Stack {
  public readonly database: RelationalDatabase;
  /** KMS key of the database. Its key policy has no service principals: RDS uses the key through a grant. */
  public readonly key: EncryptionKey;
  private readonly clients: readonly RemoteClient[];

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: DatabaseStackProps,
  ) {
    super(scope, id);
    const { platform, region, database, network, zone, credentials } = props;
    prepareStack(this, platform, region.name);
    this.key = new EncryptionKey(this, "DatabaseKey", { purpose: `database-${database.name}` });
    this.clients = remoteClients(platform, workloadsIn(platform), { kind: "database", name: database.name }, region.name);
    this.database = new RelationalDatabase(this, "Database", {
      database,
      role: this.role,
      credentials,
      network: network.network,
      zone,
      key: this.key,
      logsKey: network.logsKey,
      replicaLag: platform.alarms.replicaLag,
      // Every region of the database, not only the primary one, so that a promotion changes no security group rule.
      elsewhere: isolatedCidrs(platform, ({ name }) => name !== region.name && database.regions.includes(name)),
      consumers: usersOf(platform, { kind: "database", name: database.name }),
      remoteClients: this.clients.length,
    });
    this.letRegionsIn();
  }

  private get role(): DatabaseRole {
    const { region, database, primary } = this.props;
    const { name, primaryRegion } = database;
    if (region.name === primaryRegion) return { kind: "primary" };
    if (!primary)
      throw new Error(
        `database ${name} in ${region.name} is a cross-region replica and requires the stack of its primary region, ${primaryRegion}`,
      );
    return { kind: "replica", source: primary.database.source };
  }

  /** Ingress for consumers in other regions. Independent of the role, so that a promotion changes no rule. */
  private letRegionsIn(): void {
    const ports = { protocol: "tcp", from: this.props.database.port } as const;
    for (const { region: client, cidr } of this.clients)
      allowIngress(this, `From-${client}`, this.database.securityGroups.first, { kind: "cidr", cidr }, ports, `Workloads in ${client}`);
  }
}
