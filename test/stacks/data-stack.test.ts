import type { App } from "cdktf";
import type { Platform } from "../../config/model";
import { DataStack } from "../../stacks/data-stack";
import { NetworkStack } from "../../stacks/network-stack";
import { synthesizePlatform } from "../support/platform";
import { type Block, resource, resources, type StackJson, synthesizeStack } from "../support/synth";
import { dev } from "../fixtures/environments/photofeed";
import { platformOf } from "../support/resolved";

/** The example, with one of each resource that it does not have. */
const PLATFORM = platformOf({
  ...dev,
  caches: { ...dev.caches, feed: { engine: "redis", memory: "1 GB", shards: 2, replicas: 1 } },
  queues: { ...dev.queues, orders: { type: "fifo" } },
});

function synth(platform: Platform, inspect: (stack: DataStack) => void = () => undefined): StackJson {
  const [region] = platform.regions;
  if (!region) throw new Error("no region");
  return synthesizeStack("data", (app: App) => {
    const network = new NetworkStack(app, "network", { platform, region });
    inspect(new DataStack(app, "data", { platform, region, network }));
  });
}

const json = synth(PLATFORM);

/**
 * Terraform addresses of the stateful resources, in the example and one of each other kind.
 *
 * If this fails, do not change the list. Terraform identifies a resource by its address: under a different address it destroys the resource with
 * the data and creates an empty one (or fails because of `prevent_destroy`). Addresses contain construct IDs: restore the old IDs. Add lines for
 * new kinds of resources; never change a line.
 */
const FROZEN = `
aws_elasticache_replication_group.Cache-feed_4E4CCA60
aws_elasticache_replication_group.Cache-sessions_7D283861
aws_kms_key.DataKey_17AFBB84
aws_sqs_queue.Queue-emails_760F91C6
aws_sqs_queue.Queue-emails_DeadLetters_AE3A304D
aws_sqs_queue.Queue-orders_2A97C93E
aws_sqs_queue.Queue-orders_DeadLetters_012B1578
`;

describe("stateful resources", () => {
  const kinds = ["aws_elasticache_replication_group", "aws_kms_key", "aws_sqs_queue"];
  const stateful = kinds.flatMap((type) =>
    Object.entries(json.resource?.[type] ?? {}).map(([name, block]) => ({ address: `${type}.${name}`, block })),
  );

  test("keep these addresses permanently, because a different address destroys them", () => {
    expect(stateful.map(({ address }) => address).sort()).toEqual(FROZEN.trim().split("\n").sort());
  });

  test("are protected according to the removal policy", () => {
    const kept = synth(platformOf({ ...dev, removalPolicy: "retain" }));
    for (const type of kinds) for (const block of resources(kept, type)) expect(block.lifecycle).toMatchObject({ prevent_destroy: true });
    for (const { block } of stateful) expect(block.lifecycle).toMatchObject({ prevent_destroy: false });
  });

  test("are encrypted with one key of the stack", () => {
    const arguments_: readonly (readonly [string, string])[] = [
      ["aws_elasticache_replication_group", "kms_key_id"],
      ["aws_sqs_queue", "kms_master_key_id"],
    ];
    for (const [type, argument] of arguments_)
      for (const block of resources(json, type)) expect(block[argument]).toBe("${aws_kms_key.DataKey_17AFBB84.arn}");
  });

  test("have a key whose policy grants nothing to AWS services", () => {
    const [key] = resources(json, "aws_kms_key");
    expect(JSON.parse(key?.policy as string)).toMatchObject({ Statement: [{ Sid: "Administration" }] });
  });
});

test("the state contains no password", () => {
  expect(JSON.stringify(json.resource)).not.toMatch(/"(password|secret_string|auth_token|passwords)":/);
});

test("resources have no unnecessary dependencies: caches do not wait for queues, and none uses `depends_on`", () => {
  const blocks = Object.values(json.resource ?? {}).flatMap((named) => Object.values(named));
  expect(blocks.filter(({ depends_on: waits }) => waits !== undefined)).toEqual([]);
});

test("contains no database and no secret, so a promotion or a new region does not change it", () => {
  expect(Object.keys(json.resource ?? {}).filter((type) => /^aws_(db|secretsmanager|dynamodb)_/.test(type))).toEqual([]);
});

test("exposes every resource by the name of its model", () => {
  synth(PLATFORM, (stack) => {
    expect([...stack.caches.keys()]).toEqual(["feed", "sessions"]);
    expect([...stack.queues.keys()]).toEqual(["emails", "orders"]);
  });
});

describe("a global cache in three regions", () => {
  const USER = { image: "team/api:1.0.0", port: 8080, routes: ["/api/*"], uses: ["sessions"] };
  const THREE = {
    ...dev,
    homeRegion: "us-east-1",
    regions: { "us-east-1": { primary: true }, "eu-west-1": {}, "ap-southeast-2": {} },
    images: { "team/api": `sha256:${"a".repeat(64)}` },
    services: { api: USER },
    workers: {},
    databases: {},
    queues: {},
    caches: { sessions: { ...dev.caches?.sessions, memory: "13 GB", global: true } },
  };
  const stacks = synthesizePlatform(THREE);
  const data = (region: string): StackJson => stacks.get(`dev-${region}-data`) ?? { terraform: {} };
  const others = ["eu-west-1", "ap-southeast-2"];
  const cidrOf = new Map(platformOf(THREE).regions.map(({ name, cidr }) => [name, cidr]));
  const group = (region: string): Block => resource(data(region), "aws_elasticache_replication_group");

  test("has its primary in the primary region, whose stack depends on no other, and secondaries in the others", () => {
    expect(resources(data("us-east-1"), "aws_elasticache_global_replication_group")).toHaveLength(1);
    expect(Object.keys(data("us-east-1").data?.terraform_remote_state ?? {}).join()).not.toMatch(/eu-west-1|ap-southeast-2/);
    for (const region of others) {
      expect(resources(data(region), "aws_elasticache_global_replication_group")).toEqual([]);
      expect(group(region).global_replication_group_id).toMatch(/^\$\{data\.terraform_remote_state\..*dev-us-east-1-data/);
    }
  });

  test.each(["us-east-1", ...others])("allows ingress from workloads of every other region to the member in %s", (region) => {
    const rules = resources(data(region), "aws_vpc_security_group_ingress_rule");
    expect(rules.map(({ cidr_ipv4 }) => cidr_ipv4).sort()).toEqual(
      [...cidrOf].flatMap(([name, cidr]) => (name === region ? [] : [cidr])).sort(),
    );
    for (const rule of rules) expect(rule).toMatchObject({ from_port: 6379, to_port: 6379, ip_protocol: "tcp" });
  });

  test("allows no ingress from other regions if no workload uses it", () => {
    const unused = synthesizePlatform({ ...THREE, services: { api: { ...USER, uses: [] } } });
    const rules = resources(unused.get("dev-us-east-1-data") ?? { terraform: {} }, "aws_vpc_security_group_ingress_rule");
    expect(rules).toEqual([]);
  });

  test("makes data stacks depend on each other only if it is global", () => {
    const apart = synthesizePlatform({ ...THREE, caches: { sessions: { ...dev.caches?.sessions, global: false } } });
    for (const region of ["us-east-1", ...others]) {
      const stack = apart.get(`dev-${region}-data`);
      expect(Object.keys(stack?.data?.terraform_remote_state ?? {}).filter((name) => name.includes("-data"))).toEqual([]);
      expect(resources(stack ?? { terraform: {} }, "aws_elasticache_replication_group")).toHaveLength(1);
    }
  });

  test("requires the stack of the primary region", () => {
    const platform = platformOf(THREE);
    const region = platform.regions.find(({ name }) => name === "eu-west-1");
    if (!region) throw new Error("no region");
    expect(() =>
      synthesizeStack("data", (app: App) => {
        const network = new NetworkStack(app, "network", { platform, region });
        new DataStack(app, "data", { platform, region, network });
      }),
    ).toThrow(
      "cache sessions in eu-west-1 is a secondary of a global datastore and requires the data stack of the primary region, us-east-1",
    );
  });
});
