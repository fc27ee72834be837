export type { Cache } from "../constructs/cache/model";
export type { Database } from "../constructs/database/model";
export type { Queue } from "../constructs/queue/model";
export type { Secret } from "../constructs/secret/model";
export type { CapacityRange, Table, TableAttribute, TableCapacity, TableIndex, TableKey } from "../constructs/table/model";
