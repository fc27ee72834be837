import { hourlyCredits } from "../../../../aws/cpu-credits";
import { always, type FaultOf, type Faults, level, named } from "./fault";

const MEMORY = "DatabaseMemoryUsageCountedForEvictPercentage";

/** Packets above each network limit of a node. */
const PACKETS = {
  NetworkBandwidthInAllowanceExceeded: 0,
  NetworkBandwidthOutAllowanceExceeded: 0,
  NetworkPacketsPerSecondAllowanceExceeded: 0,
  NetworkConntrackAllowanceExceeded: 0,
} as const;

const SILENT: FaultOf = always({}, { "CurrConnections/1": 1 });

/** Faults of a cache. The worst node counts; here it is the first. */
export const CACHE: Faults = {
  Silent: SILENT,
  Quiet: SILENT,
  EngineCpu: level("EngineCPUUtilization/1", 90, 89.9),
  HostCpu: level("CPUUtilization/1", 90, 89.9),
  CpuCredits: ({ platform, name }) => {
    const hourly = hourlyCredits(named(platform.caches, name).nodeType) ?? NaN;
    return { bad: { "CPUCreditBalance/1": hourly - 0.1 }, fine: { "CPUCreditBalance/1": hourly } };
  },
  Connections: level("CurrConnections/1", 52_000, 51_999),
  RefusedLogins: level("AuthenticationFailures/1", 10, 9),
  ReplicaLag: level("ReplicationLag/1", 10, 9.9),
  GlobalLag: level("GlobalDatastoreReplicationLag/1", 10, 9.9),
  Memory: ({ platform, name }) => {
    const limit = named(platform.caches, name).eviction === "noeviction" ? 80 : 95;
    return { bad: { [`${MEMORY}/1`]: limit }, fine: { [`${MEMORY}/1`]: limit - 0.1 } };
  },
  MemoryFull: level(`${MEMORY}/1`, 95, 94.9),
  Thrashing: always({ Evictions: 1, CacheHits: 799, CacheMisses: 201 }, { Evictions: 1, CacheHits: 800, CacheMisses: 200 }),
  Network: always({ ...PACKETS, NetworkConntrackAllowanceExceeded: 1 }, PACKETS),
};

/** 80% of the capacity units per minute that a table, or each of its indexes, can consume. */
function consumed(kind: "read" | "write"): FaultOf {
  return ({ platform, name }) => {
    const { capacity } = named(platform.tables, name);
    const units = 0.8 * 60 * (capacity.mode === "on-demand" ? 40_000 : capacity[kind].max);
    const metric = kind === "read" ? "ConsumedReadCapacityUnits" : "ConsumedWriteCapacityUnits";
    return { bad: { [metric]: units }, fine: { [metric]: units - 1 } };
  };
}

/** Faults of a table. Missing data counts as zero. */
export const TABLE: Faults = {
  SystemErrors: always({ "SystemErrors/1": 60 }, { "SystemErrors/1": 59 }),
  Failing: always({ "SystemErrors/1": 60 }, { "SystemErrors/1": 59 }),
  ReadsThrottled: level("ReadThrottleEvents", 60, 59),
  WritesThrottled: level("WriteThrottleEvents", 60, 59),
  ReadCapacity: consumed("read"),
  WriteCapacity: consumed("write"),
  SlowReads: level("SuccessfulRequestLatency", 50, 49.9),
  SlowWrites: level("SuccessfulRequestLatency", 50, 49.9),
  Replication: level("ReplicationLatency", 60_000, 59_999),
};

/** Bytes per minute for slightly more than 500 GB per day. */
const GIGABYTES = 347_222_223;

/** Faults of a NAT gateway. */
export const NAT: Faults = {
  Ports: level("ErrorPortAllocation", 1, 0),
  Connections: level("ActiveConnectionCount", 44_000, 43_999),
  Bandwidth: level("PeakBytesPerSecond", 10e9, 10e9 - 1),
  PacketRate: level("PeakPacketsPerSecond", 8e6, 8e6 - 1),
  Drops: always(
    { PacketsInFromSource: 50_000, PacketsInFromDestination: 50_000, PacketsDropCount: 11 },
    { PacketsInFromSource: 50_000, PacketsInFromDestination: 50_000, PacketsDropCount: 10 },
  ),
  Unanswered: always(
    { ConnectionAttemptCount: 100, ConnectionEstablishedCount: 50 },
    { ConnectionAttemptCount: 100, ConnectionEstablishedCount: 51 },
  ),
  Cost: always(
    { BytesInFromSource: GIGABYTES, BytesInFromDestination: 0 },
    { BytesInFromSource: GIGABYTES - 1, BytesInFromDestination: 0 },
  ),
};
