import type { Database } from "../../../../constructs/database/model";
import { findInstanceClass, maxConnections, RESERVED_CONNECTIONS } from "../../../../aws/instance-classes";
import { gibibytes, mebibytes, seconds, type Size } from "../../../../language/units";
import { hourlyCredits } from "../../../../aws/cpu-credits";
import { always, type Fault, type FaultOf, type Faults, level, type Levels, named, type Subject } from "./fault";

const MIB = 1_024 ** 2;
const GIB = 1_024 ** 3;

const bytes = (size: Size) => mebibytes(size) * MIB;

/** An instance as the environment defines it: a primary or cross-region replica has `size`, a read replica has `replicaSize`. */
interface Instance {
  readonly database: Database;
  readonly instanceClass: string;
}

/** The instance of an alarm subject: `main`, `main-copy`, `main-readers` or `main-replica-1`. */
function instanceOf({ platform, name }: Subject): Instance {
  const [, database = name, role] = /^(.+?)-(replica-\d+|copy|readers)$/.exec(name) ?? [];
  const found = named(platform.databases, database);
  return { database: found, instanceClass: role?.startsWith("replica") ? found.replicaSize : found.size };
}

function classOf({ instanceClass }: Instance) {
  const found = findInstanceClass(instanceClass);
  if (!found) throw new Error(`unknown instance class ${instanceClass}`);
  return found;
}

/** A fault at a limit that depends on the instance. */
function at(metric: string, limits: (instance: Instance) => { readonly bad: number; readonly fine: number }) {
  return (subject: Subject): Fault => {
    const { bad, fine } = limits(instanceOf(subject));
    return { bad: { [metric]: bad }, fine: { [metric]: fine } };
  };
}

const reaches = (limit: number) => ({ bad: limit, fine: limit - 1 });
const fallsBelow = (limit: number) => ({ bad: limit - 1, fine: limit });
const exceeds = (limit: number) => ({ bad: limit + 0.1, fine: limit });

/** A percentage of the connections that applications can open. */
function connections(percent: number) {
  return at("DatabaseConnections", (instance) => {
    const { engine, parameters } = instance.database;
    const own = parameters.max_connections;
    const most = own !== undefined && /^\d+$/.test(own) ? Number(own) : maxConnections(engine, classOf(instance));
    return reaches(Math.ceil(((most - RESERVED_CONNECTIONS) * percent) / 100));
  });
}

/** Free storage that decreases evenly and would be used up after this number of hours. */
function filling(free: number, room: number, hours: number): Levels {
  return { FreeStorageSpace: (minute) => free - ((room / hours) * minute) / 60 };
}

/** RDS stripes storage over four volumes from 400 GiB on: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage */
const striped = ({ database }: Instance) => gibibytes(database.storage) >= 400;

const BOTTLENECKS: Faults = {
  Cpu: level("CPUUtilization", 90, 89.9),
  Memory: at("FreeableMemory", (instance) => fallsBelow(Math.round(classOf(instance).memory * GIB * 0.05))),
  Connections: connections(80),
  Iops: (subject) => {
    const limit = striped(instanceOf(subject)) ? 10_800 : 2_700;
    return { bad: { ReadIOPS: limit - 1_000, WriteIOPS: 1_000 }, fine: { ReadIOPS: limit - 1_001, WriteIOPS: 1_000 } };
  },
  Throughput: (subject) => {
    const limit = (striped(instanceOf(subject)) ? 450 : 112.5) * MIB;
    return {
      bad: { ReadThroughput: limit - 1_000, WriteThroughput: 1_000 },
      fine: { ReadThroughput: limit - 1_001, WriteThroughput: 1_000 },
    };
  },
  SlowReads: () => ({ bad: { ReadIOPS: 10, ReadLatency: 0.02 }, fine: { ReadIOPS: 10, ReadLatency: 0.019 } }),
  SlowWrites: () => ({ bad: { WriteIOPS: 10, WriteLatency: 0.02 }, fine: { WriteIOPS: 10, WriteLatency: 0.019 } }),
  DiskOperationsReserve: level("EBSIOBalance%", 24.9, 25),
  DiskBandwidthReserve: level("EBSByteBalance%", 24.9, 25),
  CpuCredits: at("CPUCreditBalance", ({ instanceClass }) => fallsBelow(hourlyCredits(instanceClass) ?? NaN)),
  Waiting: at("DBLoadNonCPU", (instance) => exceeds(classOf(instance).vcpus)),
  StorageFull: at("FreeStorageSpace", ({ database }) => fallsBelow(Math.round(bytes(database.storage) * 0.05))),
  StorageFilling: (subject) => {
    const free = 0.09 * bytes(instanceOf(subject).database.storage);
    return { bad: filling(free, free, 6), fine: filling(free, free, 8) };
  },
  StorageTrend: (subject) => {
    const { storage, maxStorage } = instanceOf(subject).database;
    const room = 0.5 * bytes(storage) + bytes(maxStorage) - bytes(storage);
    return { bad: filling(0.5 * bytes(storage), room, 336), fine: filling(0.5 * bytes(storage), room, 400) };
  },
  SlotLag: at("OldestReplicationSlotLag", ({ database }) => reaches((Math.floor(mebibytes(database.storage) / 4) * MIB) / 2)),
  WalStorage: at("TransactionLogsDiskUsage", ({ database }) => reaches(Math.round(bytes(database.storage) * 0.4))),
  BinlogStorage: at("BinLogDiskUsage", ({ database }) => reaches(Math.round(bytes(database.storage) * 0.4))),
};

const SILENT: FaultOf = always({}, { CPUUtilization: 1 });

/** Faults of a primary. */
export const DATABASE: Faults = {
  ...BOTTLENECKS,
  Silent: SILENT,
  Quiet: SILENT,
  ConnectionsFull: connections(95),
  ConnectionsTaken: connections(95),
  TransactionIds: level("MaximumUsedTransactionIDs", 1_000_000_000, 999_999_999),
  TransactionIdsLate: level("MaximumUsedTransactionIDs", 1_800_000_000, 1_799_999_999),
};

const behind = ({ platform }: Subject): Fault => {
  const limit = seconds(platform.alarms.replicaLag);
  return { bad: { ReplicaLag: limit + 1 }, fine: { ReplicaLag: limit } };
};

/** Faults of a read replica, a cross-region replica, and all readers of a region together. */
export const REPLICA: Faults = {
  ...BOTTLENECKS,
  Behind: behind,
  NotReplicating: level("ReplicaLag", -1, 0),
  ReadersOut: behind,
};
