import type { App } from "cdktf";
import type { Platform } from "../../config/model";
import { resolve } from "../../config/resolve";
import { dev } from "../../environments/dev";
import { DataStack } from "../../stacks/data-stack";
import { NetworkStack } from "../../stacks/network-stack";
import { resources, type StackJson, synthesizeStack } from "../support/synth";

/** The example, and one of everything that it does not have. */
const PLATFORM = platformOf({
  ...dev,
  caches: { ...dev.caches, feed: { engine: "redis", memory: "1 GB", shards: 2, replicas: 1 } },
  queues: { ...dev.queues, orders: { type: "fifo" } },
});

function platformOf(environment: object): Platform {
  const resolution = resolve(environment);
  if (!resolution.ok) throw new Error(resolution.errors.map(({ path }) => path).join(", "));
  return resolution.platform;
}

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
 * The Terraform addresses of all that keeps data, in the example and one of everything else.
 *
 * If this fails, do not change the list. An address is how Terraform knows that a database in the code is the one in the account: under
 * another address it would destroy the one with the data and make an empty one (or refuse, where `prevent_destroy` stands in the way).
 * Addresses are made of construct ids: bring the old ids back. Lines are added for new kinds of things, never altered.
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

describe("what keeps data", () => {
  const kinds = ["aws_elasticache_replication_group", "aws_kms_key", "aws_sqs_queue"];
  const stateful = kinds.flatMap((type) =>
    Object.entries(json.resource?.[type] ?? {}).map(([name, block]) => ({ address: `${type}.${name}`, block })),
  );

  test("has these addresses for ever: another one would destroy it", () => {
    expect(stateful.map(({ address }) => address).sort()).toEqual(FROZEN.trim().split("\n").sort());
  });

  test("is protected as the environment says", () => {
    const kept = synth(platformOf({ ...dev, removalPolicy: "retain" }));
    for (const type of kinds) for (const block of resources(kept, type)) expect(block.lifecycle).toMatchObject({ prevent_destroy: true });
    for (const { block } of stateful) expect(block.lifecycle).toMatchObject({ prevent_destroy: false });
  });

  test("is encrypted with one key of the stack", () => {
    const arguments_: readonly (readonly [string, string])[] = [
      ["aws_elasticache_replication_group", "kms_key_id"],
      ["aws_sqs_queue", "kms_master_key_id"],
    ];
    for (const [type, argument] of arguments_)
      for (const block of resources(json, type)) expect(block[argument]).toBe("${aws_kms_key.DataKey_17AFBB84.arn}");
  });

  test("has a key whose policy lets no AWS service use it by itself", () => {
    const [key] = resources(json, "aws_kms_key");
    expect(JSON.parse(key?.policy as string)).toMatchObject({ Statement: [{ Sid: "Administration" }] });
  });
});

test("what can be written to a state is no password", () => {
  expect(JSON.stringify(json.resource)).not.toMatch(/"(password|secret_string|auth_token|passwords)":/);
});

test("nothing waits that need not: no cache waits for a queue, and none by `depends_on`", () => {
  const blocks = Object.values(json.resource ?? {}).flatMap((named) => Object.values(named));
  expect(blocks.filter(({ depends_on: waits }) => waits !== undefined)).toEqual([]);
});

test("databases and secrets are elsewhere: a promotion, or a region that joins, plans nothing here", () => {
  expect(Object.keys(json.resource ?? {}).filter((type) => /^aws_(db|secretsmanager|dynamodb)_/.test(type))).toEqual([]);
});

test("hands on everything by the name of the model", () => {
  synth(PLATFORM, (stack) => {
    expect([...stack.caches.keys()]).toEqual(["feed", "sessions"]);
    expect([...stack.queues.keys()]).toEqual(["emails", "orders"]);
  });
});
