import type { Construct } from "constructs";
import type { Cache as CacheModel } from "../constructs/cache/model";
import type { Platform } from "../config/model";
import type { Region } from "../constructs/network/model";
import { workloadsIn } from "../constructs/compute/workloads";
import { Stack } from "../constructs/core/stack";
import { Cache, CACHE_PORTS } from "../constructs/cache/cache";
import type { CacheRole } from "../constructs/cache/role";
import type { PrometheusTarget } from "../constructs/observability/telemetry/prometheus-target";
import type { ConsumableResource } from "../constructs/compute/consumable-resource";
import { EncryptionKey } from "../constructs/core/encryption-key";
import { remoteClients, isolatedCidrs } from "../constructs/core/regional-cidrs";
import { allowIngress } from "../constructs/core/security-group";
import { Queue } from "../constructs/queue/queue";
import { PrometheusWorkspace } from "../constructs/observability/telemetry/prometheus-workspace";
import type { NetworkStack } from "./network-stack";
import { prepareStack } from "./prepare-stack";
import { known } from "./regions";

export interface DataStackProps {
  readonly platform: Platform;
  readonly region: Region;
  /** The parts of the region's network that things which keep data stand in. */
  readonly network: Pick<NetworkStack, "logsKey" | "network">;
  /** The primary region's, which global caches follow; undefined in that region itself, and where no cache is global. */
  readonly primary?: Pick<DataStack, "caches">;
}

/**
 * Caches, queues and Prometheus' figures of one region, in a state of its own: nothing that is deployed daily shares it.
 *
 * Ids of what is made here are frozen: another id is another resource to Terraform, and the one with the data would be destroyed.
 */
export class DataStack extends Stack {
  /**
   * One key for all that is here. It needs no statements for services: ElastiCache and SQS use it by a grant or in the name of the caller,
   * and no AWS service writes to a queue by itself.
   */
  public readonly dataKey: EncryptionKey;
  public readonly caches: ReadonlyMap<string, Cache>;
  public readonly queues: ReadonlyMap<string, Queue>;
  /** Where the region's collectors write, if the platform has Prometheus. */
  public readonly prometheus?: PrometheusTarget;

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
    if (platform.observability.prometheus)
      this.prometheus = new PrometheusWorkspace(this, "Prometheus", { key, logsKey: props.network.logsKey }).target;
  }

  /** All that workloads use here, by map: the watches and the services of the region take it from here. */
  public get things() {
    return { caches: this.caches, queues: this.queues };
  }

  /** What workers can take their work from, by name. */
  public get consumables(): ReadonlyMap<string, ConsumableResource> {
    return this.queues;
  }

  private createCache(cache: CacheModel): Cache {
    const { network, logsKey } = this.props.network;
    const made = new Cache(this, `Cache-${cache.name}`, { cache, role: this.roleOf(cache), network, key: this.dataKey, logsKey });
    this.letRegionsIn(cache, made);
    return made;
  }

  private roleOf(cache: CacheModel): CacheRole {
    const { platform, region, primary } = this.props;
    if (!cache.global) return { kind: "alone" };
    // All of them and not the primary region alone, so that a failover changes no rule.
    const elsewhere = isolatedCidrs(platform, ({ name }) => name !== region.name);
    if (region.name === platform.primaryRegion) return { kind: "primary", elsewhere };
    if (!primary)
      throw new Error(
        `cache ${cache.name} in ${region.name} follows another: it needs the stack of the primary region, ${platform.primaryRegion}`,
      );
    return { kind: "secondary", primary: known(primary.caches, cache.name).written, elsewhere };
  }

  /** The other half of what consumers of other regions let out. Here whatever the role, so that a failover opens nothing. */
  private letRegionsIn(cache: CacheModel, { securityGroup }: Cache): void {
    const { platform, region } = this.props;
    if (!cache.global) return;
    for (const { region: client, cidr } of remoteClients(platform, workloadsIn(platform), { kind: "cache", name: cache.name }, region.name))
      allowIngress(
        this,
        `Cache-${cache.name}-From-${client}`,
        securityGroup,
        { kind: "cidr", cidr },
        CACHE_PORTS,
        `Workloads in ${client}`,
      );
  }
}

/** One construct for each thing, by the thing's name. */
function each<Model extends { readonly name: string }, Made>(
  models: readonly Model[],
  make: (model: Model) => Made,
): ReadonlyMap<string, Made> {
  return new Map(models.map((model) => [model.name, make(model)]));
}
