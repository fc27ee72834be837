import type { Construct } from "constructs";
import type { Cache as CacheModel } from "../constructs/cache/model";
import type { Platform } from "../config/model";
import type { Region } from "../constructs/network/model";
import { usersOf, workloadsIn } from "../constructs/compute/workloads";
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
  /** The VPC and the log key of the region. */
  readonly network: Pick<NetworkStack, "logsKey" | "network">;
  /** The data stack of the primary region, which global caches replicate from. Undefined in the primary region and if no cache is global. */
  readonly primary?: Pick<DataStack, "caches">;
}

/**
 * Caches, queues and the Prometheus workspace of one region, in a separate state: no stack that is deployed daily shares it.
 *
 * Construct IDs in this stack are frozen: a different ID is a different Terraform resource, and the one that holds the data would be destroyed.
 */
export class DataStack extends Stack {
  /**
   * KMS key of every resource in this stack. Its key policy has no service principals: ElastiCache and SQS use the key through a grant or with
   * the caller's permissions, and no AWS service sends to the queues directly.
   */
  public readonly dataKey: EncryptionKey;
  public readonly caches: ReadonlyMap<string, Cache>;
  public readonly queues: ReadonlyMap<string, Queue>;
  /** Remote-write target of the region's collectors. Undefined without Prometheus. */
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

  /** Resources that workloads use, by map. The service and monitoring stacks of the region read it. */
  public get resources() {
    return { caches: this.caches, queues: this.queues };
  }

  /** Resources that workers can consume, by name. */
  public get consumables(): ReadonlyMap<string, ConsumableResource> {
    return this.queues;
  }

  private createCache(cache: CacheModel): Cache {
    const { network, logsKey } = this.props.network;
    const made = new Cache(this, `Cache-${cache.name}`, {
      cache,
      role: this.roleOf(cache),
      network,
      key: this.dataKey,
      logsKey,
      consumers: usersOf(this.props.platform, { kind: "cache", name: cache.name }),
    });
    this.letRegionsIn(cache, made);
    return made;
  }

  private roleOf(cache: CacheModel): CacheRole {
    const { platform, region, primary } = this.props;
    if (!cache.global) return { kind: "alone" };
    // Every other region, not only the primary one, so that a failover changes no security group rule.
    const elsewhere = isolatedCidrs(platform, ({ name }) => name !== region.name);
    if (region.name === platform.primaryRegion) return { kind: "primary", elsewhere };
    if (!primary)
      throw new Error(
        `cache ${cache.name} in ${region.name} is a secondary of a global datastore and requires the data stack of the primary region, ${platform.primaryRegion}`,
      );
    return { kind: "secondary", primary: known(primary.caches, cache.name).written, elsewhere };
  }

  /** Ingress for consumers in other regions. Independent of the cache's role, so that a failover changes no rule. */
  private letRegionsIn(cache: CacheModel, { securityGroups }: Cache): void {
    const { platform, region } = this.props;
    if (!cache.global) return;
    for (const { region: client, cidr } of remoteClients(platform, workloadsIn(platform), { kind: "cache", name: cache.name }, region.name))
      allowIngress(
        this,
        `Cache-${cache.name}-From-${client}`,
        securityGroups.first,
        { kind: "cidr", cidr },
        CACHE_PORTS,
        `Workloads in ${client}`,
      );
  }
}

/** One construct for each model, by name. */
function each<Model extends { readonly name: string }, Made>(
  models: readonly Model[],
  make: (model: Model) => Made,
): ReadonlyMap<string, Made> {
  return new Map(models.map((model) => [model.name, make(model)]));
}
