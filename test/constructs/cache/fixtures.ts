import type { Cache as CacheModel } from "../../../constructs/cache/model";
import { Cache } from "../../../constructs/cache/cache";
import type { CacheRole } from "../../../constructs/cache/role";
import { EncryptionKey } from "../../../constructs/core/encryption-key";
import type { Placement } from "../../../constructs/core/placement";
import { type Block, outputValue, type StackJson, synthesizeConstructs } from "../../support/synth";

export const VALKEY: CacheModel = {
  name: "sessions",
  engine: "valkey",
  version: "8.0",
  nodeType: "cache.r7g.large",
  shards: 1,
  replicas: 1,
  global: false,
  eviction: "allkeys-lru",
  snapshots: "7 days",
};

export interface CacheFixture {
  /** @default alone */
  readonly role?: CacheRole;
  readonly placement?: Partial<Placement>;
  /** Called with the cache before synthesis. */
  readonly inspect?: (made: Cache) => void;
}

/** A stack with this cache, and its binding as outputs. */
export function synthCache(
  cache: CacheModel,
  { role = { kind: "alone" }, placement = {}, inspect = () => undefined }: CacheFixture = {},
): StackJson {
  return synthesizeConstructs((stack) => {
    const made = new Cache(stack, "Cache", {
      cache,
      role,
      network: { vpcId: "vpc-1", isolatedSubnetIds: ["subnet-1", "subnet-2"] },
      key: new EncryptionKey(stack, "DataKey", { purpose: "data" }),
      logsKey: new EncryptionKey(stack, "LogsKey", { purpose: "logs", forLogs: true }),
    });
    // As an output, the references of the binding are resolved like those in a consumer's stack.
    const { connections, ...binding } = made.bind("api");
    const remote = connections.filter(({ kind }) => kind === "cidr");
    stack.addOverride("output.binding.value", { ...binding, remote, all: connections.length });
    inspect(made);
  }, placement);
}

/** The binding of a consumer: `remote` contains the connections to other regions, `all` the total number. */
export function bindingOf(stack: StackJson) {
  return outputValue(stack, "binding") as { environment: Block; taskStatements: Block[]; remote: Block[]; all: number };
}
