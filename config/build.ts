import { buildDelivery } from "./build-delivery";
import { buildServices, buildWorkers } from "./build-workloads";
import { buildAlerts } from "./build-watching";
import { cacheNode } from "../aws/cache-nodes";
import { planSubnets } from "./cidr-plan";
import { present, sorted } from "../language/collections";
import { type CacheSettings, type DatabaseSettings, type Settings, type TableSettings, regionCidr } from "./defaults";
import { hasPerformanceInsights } from "../aws/instance-classes";
import type { Cache, Database, Platform, Region, Table, TableKey } from "./model";
import { isGlobal } from "./region-pairs";
import { regionFacts } from "../aws/regions";

/**
 * The model of an environment that has passed all rules. Everything is looked up and decided here; maps become lists sorted by name.
 *
 * @throws if a rule was not kept, which is a mistake of ours, never of the environment.
 */
export function buildPlatform(settings: Settings): Platform {
  const primaryRegion = present(settings.primaryRegion, "a primary region");
  const homeRegion = present(settings.homeRegion, "a home region");
  const { site, hostedZoneId, account } = settings;
  return {
    name: settings.name,
    stage: settings.stage,
    ...(account === undefined ? {} : { account }),
    domainName: settings.domainName,
    ...(hostedZoneId === undefined ? {} : { hostedZoneId }),
    removalPolicy: settings.removalPolicy,
    logRetention: settings.logRetention,
    state: { bucket: settings.state.bucket, region: present(settings.state.region, "a region of the state") },
    homeRegion,
    primaryRegion,
    regions: buildRegions(settings, primaryRegion),
    network: {
      natGateways: settings.network.natGateways,
      interfaceEndpoints: [...settings.network.interfaceEndpoints].sort(),
      flowLogs: settings.network.flowLogs,
      staticAddresses: settings.network.staticAddresses,
      interRegion: settings.network.interRegion,
    },
    services: buildServices(settings),
    workers: buildWorkers(settings),
    databases: sorted(settings.databases).map(([name, database]) => buildDatabase(name, database)),
    tables: sorted(settings.tables).map(([name, table]) => buildTable(name, table, homeRegion)),
    caches: sorted(settings.caches).map(([name, cache]) => buildCache(name, { ...cache, global: isGlobal(settings, name) })),
    queues: sorted(settings.queues).map(([name, queue]) => ({ name, ...queue })),
    secrets: sorted(settings.secrets).map(([name, { description, arns }]) => ({
      name,
      description: description ?? `${name} of ${settings.name}`,
      ...(arns === undefined ? {} : { arns: Object.fromEntries(sorted(arns)) }),
    })),
    ...(site === undefined ? {} : { site: { ...site, failoverRegion: present(site.failoverRegion, "a failover region") } }),
    cdn: settings.cdn,
    alarms: settings.alarms,
    alerts: buildAlerts(settings.alerts),
    observability: settings.observability,
    rollout: settings.rollout,
    ...(settings.delivery === undefined ? {} : { delivery: buildDelivery(settings.delivery) }),
    ...(settings.deliveredBy === undefined ? {} : { deliveredBy: settings.deliveredBy }),
    tags: Object.fromEntries(sorted(settings.tags)),
  };
}

function buildRegions(settings: Settings, primaryRegion: string): readonly Region[] {
  const regions = sorted(settings.regions).map(([name, region]) => {
    const cidr = present(regionCidr(name, region), `addresses for ${name}`);
    const zones = regionFacts(name).zones.slice(0, settings.network.zones);
    const subnets = planSubnets(cidr, zones.length);
    return {
      name,
      primary: name === primaryRegion,
      evacuated: settings.evacuated.includes(name),
      leaving: region.leaving,
      cidr,
      zones: zones.map((id, index) => ({ id, ...present(subnets[index], `subnets for ${id}`) })),
    };
  });
  return [...regions.filter(({ primary }) => primary), ...regions.filter(({ primary }) => !primary)];
}

const PORTS = { postgres: 5_432, mysql: 3_306 } as const;

function buildDatabase(name: string, { parameters, ...database }: DatabaseSettings): Database {
  const primaryRegion = present(database.primaryRegion, `a primary region of ${name}`);
  return {
    name,
    ...database,
    primaryRegion,
    regions: firstThenByName(primaryRegion, database.regions),
    port: PORTS[database.engine],
    performanceInsights: hasPerformanceInsights(database.engine, database.size),
    replicaPerformanceInsights: hasPerformanceInsights(database.engine, database.replicaSize),
    parameters: Object.fromEntries(sorted(parameters)),
  };
}

function buildTable(name: string, table: TableSettings, homeRegion: string): Table {
  const { indexes, provisioned, timeToLive, stream, pointInTimeRecovery } = table;
  return {
    name,
    key: tableKey(table),
    indexes: sorted(indexes).map(([index, { projection, ...keys }]) => ({ name: index, key: tableKey(keys), projection })),
    capacity: provisioned === undefined ? { mode: "on-demand" } : { mode: "provisioned", ...provisioned },
    ...(timeToLive === undefined ? {} : { timeToLive }),
    stream,
    pointInTimeRecovery,
    regions: firstThenByName(homeRegion, table.regions),
  };
}

function tableKey({ partitionKey, sortKey }: Pick<TableSettings, "partitionKey" | "sortKey">): TableKey {
  return { partition: partitionKey, ...(sortKey === undefined ? {} : { sort: sortKey }) };
}

function firstThenByName(first: string, regions: readonly string[]): readonly string[] {
  return [first, ...[...new Set(regions)].filter((name) => name !== first).sort()];
}

const CACHE_VERSIONS = { redis: "7.1", valkey: "8.0" } as const;

function buildCache(name: string, { memory, ...cache }: CacheSettings): Cache {
  return {
    name,
    ...cache,
    version: CACHE_VERSIONS[cache.engine],
    nodeType: present(cacheNode(memory), `a cache node with ${memory}`).name,
  };
}
