import type { Construct } from "constructs";
import type { Database } from "../constructs/database/model";
import type { Platform } from "../config/model";
import type { Region } from "../constructs/network/model";
import { workloadsIn } from "../constructs/compute/workloads";
import { Stack } from "../constructs/core/stack";
import { EncryptionKey } from "../constructs/core/encryption-key";
import { remoteClients, isolatedCidrs } from "../constructs/core/regional-cidrs";
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
  /** The parts of the region's network that a database stands in. */
  readonly network: Pick<NetworkStack, "logsKey" | "network">;
  readonly zone: InterconnectStack["privateZone"];
  /** The owner's, as this region sees them. */
  readonly credentials: RegionalCredentials;
  /** The stack of the database's primary region; undefined for that one itself. */
  readonly primary?: Pick<DatabaseStack, "database">;
}

/**
 * One database in one region. A stack for each: two databases may have their primaries in different regions, and a promotion plans one
 * database and no other. It knows the primary region's stack alone, and as the primary none, so that a promotion asks nothing of the region
 * that is lost.
 *
 * Ids of what is made here are frozen: another id is another resource to Terraform, and the one with the data would be destroyed.
 */
export class DatabaseStack extends Stack {
  public readonly database: RelationalDatabase;
  /** Encrypts it. It needs no statements for services: RDS uses it by a grant, in the name of the caller. */
  public readonly key: EncryptionKey;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: DatabaseStackProps,
  ) {
    super(scope, id);
    const { platform, region, database, network, zone, credentials } = props;
    prepareStack(this, platform, region.name);
    this.key = new EncryptionKey(this, "DatabaseKey", { purpose: `database-${database.name}` });
    this.database = new RelationalDatabase(this, "Database", {
      database,
      role: this.role,
      credentials,
      network: network.network,
      zone,
      key: this.key,
      logsKey: network.logsKey,
      replicaLag: platform.alarms.replicaLag,
      // All copies and not the primary region alone, so that a promotion changes no rule.
      elsewhere: isolatedCidrs(platform, ({ name }) => name !== region.name && database.regions.includes(name)),
    });
    this.letRegionsIn();
  }

  private get role(): DatabaseRole {
    const { region, database, primary } = this.props;
    const { name, primaryRegion } = database;
    if (region.name === primaryRegion) return { kind: "primary" };
    if (!primary)
      throw new Error(`database ${name} in ${region.name} is a copy: it needs the stack of its primary region, ${primaryRegion}`);
    return { kind: "replica", source: primary.database.source };
  }

  /** The other half of what consumers of other regions let out. Here whatever the role, so that a promotion opens nothing. */
  private letRegionsIn(): void {
    const { platform, database, region } = this.props;
    const ports = { protocol: "tcp", from: database.port } as const;
    for (const { region: client, cidr } of remoteClients(
      platform,
      workloadsIn(platform),
      { kind: "database", name: database.name },
      region.name,
    ))
      allowIngress(this, `From-${client}`, this.database.securityGroup, { kind: "cidr", cidr }, ports, `Workloads in ${client}`);
  }
}
