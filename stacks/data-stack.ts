import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Platform, Region } from "../config/model";
import { Cache } from "../constructs/cache/cache";
import { EncryptionKey } from "../constructs/core/encryption-key";
import { Queue } from "../constructs/messaging/queue";
import type { NetworkStack } from "./network-stack";
import { prepareStack } from "./prepare-stack";

export interface DataStackProps {
  readonly platform: Platform;
  readonly region: Region;
  /** The parts of the region's network that things which keep data stand in. */
  readonly network: Pick<NetworkStack, "logsKey" | "network">;
}

/**
 * Caches and queues of one region, in a state of its own: nothing that is deployed daily shares it.
 *
 * Ids of what is made here are frozen: another id is another resource to Terraform, and the one with the data would be destroyed.
 */
export class DataStack extends TerraformStack {
  /**
   * One key for all that is here. It needs no statements for services: ElastiCache and SQS use it by a grant or in the name of the caller,
   * and no AWS service writes to a queue by itself.
   */
  public readonly dataKey: EncryptionKey;
  public readonly caches: ReadonlyMap<string, Cache>;
  public readonly queues: ReadonlyMap<string, Queue>;

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
    this.caches = each(platform.caches, (cache) => this.createCache(cache));
    this.queues = each(platform.queues, (queue) => new Queue(this, `Queue-${queue.name}`, { queue, key }));
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
