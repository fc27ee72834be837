import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Platform, Region } from "../config/model";
import { Cache } from "../constructs/cache/cache";
import type { Bindable } from "../constructs/core/bindings";
import { EncryptionKey } from "../constructs/core/encryption-key";
import { Credentials } from "../constructs/database/credentials";
import { RelationalDatabase } from "../constructs/database/relational-database";
import { WriterName } from "../constructs/database/writer-name";
import { Queue } from "../constructs/messaging/queue";
import { ExistingSecret } from "../constructs/secrets/existing-secret";
import { Secret } from "../constructs/secrets/secret";
import type { NetworkStack } from "./network-stack";
import { prepareStack } from "./prepare-stack";

export interface DataStackProps {
  readonly platform: Platform;
  readonly region: Region;
  /** The parts of the region's network that things which keep data stand in. */
  readonly network: Pick<NetworkStack, "logsKey" | "network" | "privateZone">;
}

/**
 * All that keeps data in one region, in a state of its own: nothing that is deployed daily shares it.
 *
 * Ids of what is made here are frozen: another id is another resource to Terraform, and the one with the data would be destroyed.
 */
export class DataStack extends TerraformStack {
  /**
   * One key for all data of the region. It needs no statements for services: RDS, ElastiCache, SQS and Secrets Manager use it by a grant or
   * in the name of the caller, and no AWS service writes to a queue by itself.
   */
  public readonly dataKey: EncryptionKey;
  /** Only in the primary region, which alone takes writes. */
  public readonly databases: ReadonlyMap<string, RelationalDatabase>;
  public readonly tables: ReadonlyMap<string, Cache> = new Map();
  public readonly caches: ReadonlyMap<string, Cache>;
  public readonly queues: ReadonlyMap<string, Queue>;
  public readonly secrets: ReadonlyMap<string, Bindable>;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: DataStackProps,
  ) {
    super(scope, id);
    const { platform, region } = props;
    prepareStack(this, platform, region.name);
    const key = new EncryptionKey(this, "DataKey", { purpose: "data" });
    this.dataKey = key;
    this.databases = each(region.primary ? platform.databases : [], (database) => this.createDatabase(database));
    this.caches = each(platform.caches, (cache) => this.createCache(cache));
    this.queues = each(platform.queues, (queue) => new Queue(this, `Queue-${queue.name}`, { queue, key }));
    this.secrets = each(platform.secrets, ({ arns, ...secret }) =>
      (arns ? new ExistingSecret({ ...secret, arns }) : new Secret(this, `Secret-${secret.name}`, { secret, key })).in(region.name),
    );
  }

  private createDatabase(database: Platform["databases"][number]): RelationalDatabase {
    const { network, logsKey, privateZone } = this.props.network;
    const credentials = new Credentials(this, `Credentials-${database.name}`, { database, key: this.dataKey }).in(this.props.region.name);
    new WriterName(this, `Writer-${database.name}`, { zone: privateZone, database: database.name, primaryRegion: this.props.region.name });
    return new RelationalDatabase(this, `Database-${database.name}`, {
      database,
      role: { kind: "primary" },
      credentials,
      network,
      zone: privateZone,
      key: this.dataKey,
      logsKey,
      replicaLag: this.props.platform.alarms.replicaLag,
    });
  }

  private createCache(cache: Platform["caches"][number]): Cache {
    const { network, logsKey } = this.props.network;
    return new Cache(this, `Cache-${cache.name}`, { cache, network, key: this.dataKey, logsKey });
  }
}

/** One construct for each thing, by the thing's name. */
function each<Model extends { readonly name: string }, Made>(
  models: readonly Model[],
  make: (model: Model) => Made,
): ReadonlyMap<string, Made> {
  return new Map(models.map((model) => [model.name, make(model)]));
}
