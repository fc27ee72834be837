import { Construct } from "constructs";
import type { TerraformStack } from "cdktf";
import type { Table as TableModel } from "../../../constructs/table/model";
import { EncryptionKey } from "../../../constructs/core/encryption-key";
import { type Placement, place, placementOf } from "../../../constructs/core/placement";
import { Table } from "../../../constructs/table/table";
import {
  type Block,
  outputValue,
  pathOf,
  referenceTo,
  resource,
  resources,
  type StackJson,
  synthesizeConstructs,
} from "../../support/synth";

const LIKES: TableModel = {
  name: "likes",
  key: { partition: { name: "photo", type: "string" } },
  indexes: [],
  capacity: { mode: "on-demand" },
  stream: "none",
  pointInTimeRecovery: true,
  regions: ["us-east-1"],
};
const PROVISIONED: Partial<TableModel> = {
  capacity: { mode: "provisioned", read: { min: 5, max: 50 }, write: { min: 2, max: 20 }, utilization: 70 },
};
const BY_USER = {
  name: "by-user",
  key: { partition: { name: "user", type: "number" }, sort: { name: "at", type: "binary" } },
  projection: "all",
} as const;
const BY_DAY = { name: "by-day", key: { partition: { name: "day", type: "string" } }, projection: ["photo", "text"] } as const;

/** A part of the stack in another region, with or without protection of stateful resources. */
function site(stack: TerraformStack, region: string, removalPolicy: Placement["removalPolicy"] = "retain") {
  const scope = new Construct(stack, region);
  place(scope, { ...placementOf(stack), region, removalPolicy });
  return { scope, key: new EncryptionKey(scope, "Key", { purpose: "shared-data" }) };
}

interface Options {
  readonly replicas?: readonly string[];
  readonly placement?: Partial<Placement>;
  readonly decommissioning?: string;
}

/** A table in the home region (us-east-1) with its replicas, and the bindings of each region and one more. */
function synth(changes: Partial<TableModel> = {}, { replicas = [], placement = {}, decommissioning }: Options = {}): StackJson {
  return synthesizeConstructs((stack) => {
    const table = new Table(stack, "Table-likes", {
      table: { ...LIKES, ...changes },
      key: new EncryptionKey(stack, "Key", { purpose: "shared-data" }),
      replicas: replicas.map((region) => site(stack, region, region === decommissioning ? "destroy" : placementOf(stack).removalPolicy)),
    });
    for (const region of ["us-east-1", "sa-east-1", ...replicas]) stack.addOverride(`output.${region}.value`, table.in(region).bind("api"));
  }, placement);
}

const tableOf = (json: StackJson) => resource(json, "aws_dynamodb_table");
const replicasOf = (json: StackJson) => resources(json, "aws_dynamodb_table_replica");
const nameOf = (json: StackJson, type: string, path: string) => referenceTo(json, type, path, "x").slice(2, -3);

describe("a table", () => {
  test("has a name with the environment, a customer managed key by ARN, and point-in-time recovery", () => {
    const json = synth();
    expect(tableOf(json)).toMatchObject({
      name: "dev-likes",
      billing_mode: "PAY_PER_REQUEST",
      server_side_encryption: { enabled: true, kms_key_arn: referenceTo(json, "aws_kms_key", "Key/Resource", "arn") },
      point_in_time_recovery: { enabled: true },
    });
    expect(tableOf(synth({ pointInTimeRecovery: false }))).toMatchObject({ point_in_time_recovery: { enabled: false } });
  });

  test.each([
    [{}, { hash_key: "photo" }, [{ name: "photo", type: "S" }]],
    [
      { key: { partition: { name: "photo", type: "number" }, sort: { name: "who", type: "binary" } } } as const,
      { hash_key: "photo", range_key: "who" },
      [
        { name: "photo", type: "N" },
        { name: "who", type: "B" },
      ],
    ],
  ])("has the keys of the model and defines no other attribute: %j", (changes, keys, attributes) => {
    const table = tableOf(synth(changes));
    expect(table).toMatchObject(keys);
    expect("range_key" in table).toBe("range_key" in keys);
    expect(table.attribute).toEqual(attributes);
  });

  test("defines an attribute that is a key twice only once", () => {
    const again = { name: "again", key: { partition: { name: "photo", type: "string" } }, projection: "keys" } as const;
    expect(tableOf(synth({ indexes: [BY_USER, again] })).attribute).toEqual([
      { name: "photo", type: "S" },
      { name: "user", type: "N" },
      { name: "at", type: "B" },
    ]);
  });

  test.each([
    ["all", { projection_type: "ALL" }],
    ["keys", { projection_type: "KEYS_ONLY" }],
    [["text", "at"], { projection_type: "INCLUDE", non_key_attributes: ["text", "at"] }],
  ] as const)("has an index with the projection %j", (projection, expected) => {
    expect(tableOf(synth({ indexes: [{ ...BY_DAY, projection }] })).global_secondary_index).toEqual([
      { name: "by-day", hash_key: "day", ...expected },
    ]);
  });

  test.each([
    ["expires", { enabled: true, attribute_name: "expires" }],
    [undefined, { enabled: false }],
  ])("expires items by %s", (timeToLive, expected) => {
    expect(tableOf(synth(timeToLive === undefined ? {} : { timeToLive })).ttl).toEqual(expected);
  });

  test.each([
    ["none", "NEW_AND_OLD_IMAGES"],
    ["keys-only", "KEYS_ONLY"],
    ["new-image", "NEW_IMAGE"],
    ["old-image", "OLD_IMAGE"],
    ["new-and-old-images", "NEW_AND_OLD_IMAGES"],
  ] as const)("has an enabled stream: %s results in %s", (stream, view) => {
    expect(tableOf(synth({ stream }))).toMatchObject({ stream_enabled: true, stream_view_type: view });
  });

  test.each([
    ["retain", true],
    ["destroy", false],
  ] as const)("with removal policy %s is protected by Terraform and by AWS: %s", (removalPolicy, kept) => {
    expect(tableOf(synth({}, { placement: { removalPolicy } }))).toMatchObject({
      deletion_protection_enabled: kept,
      lifecycle: { prevent_destroy: kept, ignore_changes: ["replica"] },
    });
  });
});

describe("table replicas", () => {
  const REPLICAS = ["ap-southeast-2", "eu-west-1", "us-west-2"];
  const json = synth({}, { replicas: REPLICAS });

  test("exist in each other region, as replicas of the table in the home region, with a key of their region", () => {
    expect(replicasOf(json).map(pathOf)).toEqual(REPLICAS.map((region) => `${region}/Table-likes/Resource`));
    for (const region of REPLICAS)
      expect(resource(json, "aws_dynamodb_table_replica", `${region}/Table-likes/Resource`)).toMatchObject({
        global_table_arn: referenceTo(json, "aws_dynamodb_table", undefined, "arn"),
        kms_key_arn: referenceTo(json, "aws_kms_key", `${region}/Key/Resource`, "arn"),
        point_in_time_recovery: true,
        deletion_protection_enabled: true,
        timeouts: { create: "6h" },
        lifecycle: { prevent_destroy: true },
      });
  });

  test("are created one after another, since DynamoDB changes one at a time", () => {
    const after = (region: string) => resource(json, "aws_dynamodb_table_replica", `${region}/Table-likes/Resource`).depends_on;
    const replica = (region: string) => nameOf(json, "aws_dynamodb_table_replica", `${region}/Table-likes/Resource`);
    expect([after("ap-southeast-2"), after("eu-west-1"), after("us-west-2")]).toEqual([
      [],
      [replica("ap-southeast-2")],
      [replica("eu-west-1")],
    ]);
  });

  test("do not change the table itself, not even the first and the last", () => {
    expect(tableOf(json)).toEqual(tableOf(synth()));
    expect(tableOf(json).lifecycle).toEqual({ prevent_destroy: true, ignore_changes: ["replica"] });
  });

  test("in a region that is being decommissioned are not protected; the others are", () => {
    const decommissioning = synth({}, { replicas: REPLICAS, decommissioning: "eu-west-1" });
    expect(replicasOf(decommissioning).map(({ deletion_protection_enabled: kept }) => kept)).toEqual([true, false, true]);
    expect(replicasOf(decommissioning).map(({ lifecycle }) => (lifecycle as Block).prevent_destroy)).toEqual([true, false, true]);
  });

  test.each(["keys-only", "new-image", "old-image"] as const)("require a stream with new and old images, not %s", (stream) => {
    expect(() => synth({ stream }, { replicas: ["eu-west-1"] })).toThrow(
      new RangeError(`table "likes" has replicas in other regions and a stream of "${stream}"; replicas require "new-and-old-images"`),
    );
  });
});

describe("provisioned capacity", () => {
  const json = synth({ ...PROVISIONED, indexes: [BY_USER, BY_DAY] }, { replicas: ["eu-west-1", "us-west-2"] });
  const targets = resources(json, "aws_appautoscaling_target");
  const table = referenceTo(json, "aws_dynamodb_table", undefined, "name");
  const row = (id: string) => {
    const target = resource(json, "aws_appautoscaling_target", `Scaling/${id}/Resource`);
    const policy = resource(json, "aws_appautoscaling_policy", `Scaling/${id}/Policy`);
    const config = policy.target_tracking_scaling_policy_configuration as Block;
    const { predefined_metric_type: metric } = config.predefined_metric_specification as Block;
    return [target.resource_id, target.scalable_dimension, target.min_capacity, target.max_capacity, metric, config.target_value];
  };

  test("starts at the minimum, for the table and for each index", () => {
    const least = { read_capacity: 5, write_capacity: 2 };
    expect(tableOf(json)).toMatchObject({
      billing_mode: "PROVISIONED",
      ...least,
      global_secondary_index: [
        { name: "by-user", ...least },
        { name: "by-day", ...least },
      ],
    });
    expect(tableOf(synth())).not.toHaveProperty("read_capacity");
  });

  test("scales reads and writes of the table and of each index automatically", () => {
    expect(targets).toHaveLength(6);
    expect(row("Read")).toEqual([`table/${table}`, "dynamodb:table:ReadCapacityUnits", 5, 50, "DynamoDBReadCapacityUtilization", 70]);
    expect(row("Write")).toEqual([`table/${table}`, "dynamodb:table:WriteCapacityUnits", 2, 20, "DynamoDBWriteCapacityUtilization", 70]);
    expect(row("Read-by-day")).toEqual([
      `table/${table}/index/by-day`,
      "dynamodb:index:ReadCapacityUnits",
      ...[5, 50, "DynamoDBReadCapacityUtilization", 70],
    ]);
    expect(row("Write-by-user")).toEqual([
      `table/${table}/index/by-user`,
      "dynamodb:index:WriteCapacityUnits",
      ...[2, 20, "DynamoDBWriteCapacityUtilization", 70],
    ]);
  });

  test("has one dependency chain of scaling, on which replicas depend, since AWS rejects replicas of a table without scaling", () => {
    const order = ["Read", "Write", "Read-by-user", "Write-by-user", "Read-by-day", "Write-by-day"];
    const policies = order.map((id) => nameOf(json, "aws_appautoscaling_policy", `Scaling/${id}/Policy`));
    const waits = order.map((id) => resource(json, "aws_appautoscaling_target", `Scaling/${id}/Resource`).depends_on);
    expect(waits).toEqual([[], ...policies.slice(0, -1).map((policy) => [policy])]);
    expect(replicasOf(json)[0]?.depends_on).toEqual(policies.slice(-1));
  });

  test("is ignored by an apply, and a change of indexes fails with the manual steps", () => {
    expect(tableOf(json).lifecycle).toMatchObject({
      prevent_destroy: true,
      ignore_changes: ["replica", "read_capacity", "write_capacity", "global_secondary_index", "attribute"],
      postcondition: [
        {
          condition: '${join(",", sort(self.global_secondary_index[*].name)) == "by-day,by-user"}',
          error_message: expect.stringMatching(
            /^Table "likes" has other indexes.*aws dynamodb update-table --table-name dev-likes --global-secondary-index-updates/,
          ) as string,
        },
      ],
    });
  });
});

describe("a binding", () => {
  const json = synth({ indexes: [BY_USER, BY_DAY] }, { replicas: ["eu-west-1"] });
  const home = referenceTo(json, "aws_dynamodb_table", undefined, "arn");
  const replica = referenceTo(json, "aws_dynamodb_table_replica", undefined, "arn");
  const statements = (arn: string, key: string, region: string) => [
    {
      actions: [
        ...["GetItem", "BatchGetItem", "Query", "Scan", "ConditionCheckItem", "PutItem", "UpdateItem", "DeleteItem"],
        ...["BatchWriteItem", "DescribeTable"],
      ].map((action) => `dynamodb:${action}`),
      resources: [arn, `${arn}/index/by-user`, `${arn}/index/by-day`],
    },
    {
      actions: ["kms:Decrypt"],
      resources: [referenceTo(json, "aws_kms_key", key, "arn")],
      conditions: {
        StringEquals: {
          "kms:ViaService": `dynamodb.${region}.amazonaws.com`,
          "kms:EncryptionContext:aws:dynamodb:tableName": "dev-likes",
        },
      },
    },
  ];

  test.each([
    ["us-east-1", "us-east-1", home, "Key/Resource"],
    ["eu-west-1", "eu-west-1", replica, "eu-west-1/Key/Resource"],
    ["sa-east-1", "us-east-1", home, "Key/Resource"],
  ])("in %s allows access to the items, indexes and key of the table in %s only", (region, there, arn, key) => {
    expect(outputValue(json, region)).toEqual({
      name: "likes",
      environment: { LIKES_TABLE_NAME: "dev-likes", LIKES_TABLE_REGION: there },
      attributes: { name: "dev-likes", region: there },
      secrets: {},
      taskStatements: statements(arn, key, there),
      executionStatements: [],
      connections: [],
    });
  });

  test("of a table without indexes contains only the table", () => {
    const [items] = outputValue(synth(), "us-east-1").taskStatements as readonly Block[];
    expect(items?.resources).toHaveLength(1);
  });
});
