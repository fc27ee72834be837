import type { Environment } from "../../config/schema";
import { SharedDataStack } from "../../stacks/shared-data-stack";
import { type Block, outputValue, pathOf, referenceTo, resource, resources, type StackJson, synthesizeStack } from "../support/synth";
import { EVERY_REGION, regionalProviders } from "./regional-providers";
import { platformOf } from "./two-regions";

const ID = "test-data";
const REGIONS: Environment["regions"] = { "eu-west-1": { primary: true }, "ap-southeast-2": {}, "us-east-1": {} };
const ARN = (region: string) => `arn:aws:secretsmanager:${region}:123456789012:secret:old-AbCdEf`;
const ALL: Partial<Environment> = {
  databases: { main: { engine: "postgres" }, reports: { engine: "mysql" } },
  secrets: { "mail-key": {}, "old-key": { arns: Object.fromEntries(Object.keys(REGIONS).map((region) => [region, ARN(region)])) } },
  tables: { likes: { partitionKey: { name: "photo" } }, notes: { partitionKey: { name: "id" }, regions: ["us-east-1"] } },
};
const NOTHING = { databases: {}, secrets: {}, tables: {} };

function shared(changes: Partial<Environment> = {}, inspect: (stack: SharedDataStack) => void = () => undefined): StackJson {
  const platform = platformOf({ regions: REGIONS, ...ALL, ...changes });
  return synthesizeStack(ID, (app) => inspect(new SharedDataStack(app, ID, { platform })));
}

const json = shared();
const oldKey = (regions: readonly string[]) => ({
  ...ALL.secrets,
  "old-key": { arns: Object.fromEntries(regions.map((region) => [region, ARN(region)])) },
});
const oneRegion = shared({
  regions: { "eu-west-1": {} },
  secrets: oldKey(["eu-west-1"]),
  tables: { ...ALL.tables, notes: { partitionKey: { name: "id" } } },
});
const placeOf = (block: Block) => [pathOf(block), (block.provider as string | undefined) ?? "the stack's"] as const;
const placesOf = (stack: StackJson, type: string) => resources(stack, type).map(placeOf);

/**
 * Terraform addresses of the stateful resources. If this fails, do not change the list: under a different address Terraform destroys the resource
 * with the data and creates an empty one. Restore the old construct IDs. Add lines for new kinds of resources; never change a line.
 */
const FROZEN = `
aws_dynamodb_table.Table-likes_6AF91D35
aws_dynamodb_table.Table-notes_5F31439E
aws_dynamodb_table_replica.ap-southeast-2_Table-likes_3A86E53A
aws_dynamodb_table_replica.us-east-1_Table-likes_64F71942
aws_dynamodb_table_replica.us-east-1_Table-notes_10BB451F
aws_kms_key.DataKey_17AFBB84
aws_kms_key.ap-southeast-2_DataKey_4739FAA2
aws_kms_key.us-east-1_DataKey_A360B46B
aws_secretsmanager_secret.Credentials-main_Secret_08582841
aws_secretsmanager_secret.Credentials-reports_Secret_8332AA64
aws_secretsmanager_secret.Secret-mail-key_Value_E33EB576
`;

test("stateful resources keep these addresses permanently, because a different address destroys them", () => {
  const kinds = ["aws_dynamodb_table", "aws_dynamodb_table_replica", "aws_kms_key", "aws_secretsmanager_secret"];
  const addresses = kinds.flatMap((type) => Object.keys(json.resource?.[type] ?? {}).map((name) => `${type}.${name}`));
  expect(addresses.sort()).toEqual(FROZEN.trim().split("\n").sort());
});

test("is in the home region, with a provider for every AWS region", () => {
  expect(json.provider?.aws?.[0]).toMatchObject({ region: "eu-west-1" });
  expect(regionalProviders(json)).toEqual(EVERY_REGION);
});

describe("another region", () => {
  test("changes only the secrets' replica lists in the home region", () => {
    for (const [type, blocks] of Object.entries(oneRegion.resource ?? {}))
      for (const [name, { lifecycle, ...block }] of Object.entries(blocks)) {
        const { replica, lifecycle: now, ...same } = json.resource?.[type]?.[name] ?? {};
        expect(same).toEqual(block);
        expect((now as Block | undefined)?.prevent_destroy).toBe((lifecycle as Block | undefined)?.prevent_destroy);
        expect(replica === undefined).toBe(type !== "aws_secretsmanager_secret");
      }
  });

  test("gets a key, a replica of every secret encrypted with it, and a replica of each table that it has", () => {
    expect(placesOf(json, "aws_kms_key")).toEqual([
      ["DataKey/Resource", "the stack's"],
      ["ap-southeast-2/DataKey/Resource", "aws.ap-southeast-2"],
      ["us-east-1/DataKey/Resource", "aws.us-east-1"],
    ]);
    const key = (region: string) => referenceTo(json, "aws_kms_key", `${region}/DataKey/Resource`, "arn");
    const replica = ["ap-southeast-2", "us-east-1"].map((region) => ({ region, kms_key_id: key(region) }));
    expect(resources(json, "aws_secretsmanager_secret").map((secret) => secret.replica)).toEqual([replica, replica, replica]);
    expect(placesOf(json, "aws_dynamodb_table_replica")).toEqual([
      ["ap-southeast-2/Table-likes/Resource", "aws.ap-southeast-2"],
      ["us-east-1/Table-likes/Resource", "aws.us-east-1"],
      ["us-east-1/Table-notes/Resource", "aws.us-east-1"],
    ]);
  });
});

test("a home region without workloads has the primary secrets and tables, and the other regions have replicas", () => {
  const elsewhere = shared({ homeRegion: "us-west-2" });
  expect(elsewhere.provider?.aws?.[0]).toMatchObject({ region: "us-west-2" });
  expect(placesOf(elsewhere, "aws_dynamodb_table").map(([, provider]) => provider)).toEqual(["the stack's", "the stack's"]);
  const copies = placesOf(elsewhere, "aws_dynamodb_table_replica").filter(([path]) => path.includes("likes"));
  expect(copies.map(([, provider]) => provider)).toEqual(["aws.ap-southeast-2", "aws.eu-west-1", "aws.us-east-1"]);
  expect(resource(elsewhere, "aws_secretsmanager_secret", "Secret-mail-key/Value/Resource").replica).toMatchObject([
    { region: "ap-southeast-2" },
    { region: "eu-west-1" },
    { region: "us-east-1" },
  ]);
});

describe("keys", () => {
  test("exist only in regions that need one: none for a table without a replica", () => {
    const tables = { notes: { partitionKey: { name: "id" }, regions: ["us-east-1"] } } as const;
    expect(placesOf(shared({ ...NOTHING, tables }), "aws_kms_key").map(([, provider]) => provider)).toEqual([
      "the stack's",
      "aws.us-east-1",
    ]);
  });

  test("do not exist for existing secrets, or without resources", () => {
    expect(shared({ ...NOTHING, secrets: { "old-key": ALL.secrets?.["old-key"] ?? {} } }).resource).toBeUndefined();
    expect(shared(NOTHING).resource).toBeUndefined();
  });

  test("grant nothing to AWS services", () => {
    for (const key of resources(json, "aws_kms_key"))
      expect(JSON.parse(key.policy as string)).toMatchObject({ Statement: [{ Sid: "Administration" }] });
  });
});

test("no password reaches the state: every secret value is set by a write-only argument, and none is read", () => {
  expect(JSON.stringify(json.resource)).not.toMatch(/"(password|secret_string)":/);
  expect(resources(json, "aws_secretsmanager_secret_version").map(({ secret_string_wo_version: version }) => version)).toEqual([1, 1, 1]);
  expect(Object.keys(json.ephemeral as object)).toEqual(["aws_secretsmanager_random_password"]);
});

describe("the resources of a region", () => {
  test("are exposed by name", () => {
    shared({}, ({ credentials, secrets, tables }) => {
      expect([...credentials.keys()]).toEqual(["main", "reports"]);
      expect([...secrets.keys()]).toEqual(["mail-key", "old-key"]);
      expect([...tables.keys()]).toEqual(["likes", "notes"]);
    });
  });

  test("are its own replica, an existing secret's ARN, or the table in the home region if it has no replica", () => {
    const SEEN = shared({}, (stack) => {
      stack.addOverride("output.seen.value", {
        credentials: stack.credentials.get("main")?.in("us-east-1"),
        secret: stack.secrets.get("old-key")?.in("ap-southeast-2").bind("api").secrets,
        likes: stack.tables.get("likes")?.in("ap-southeast-2").bind("api").environment,
        notes: stack.tables.get("notes")?.in("ap-southeast-2").bind("api").environment,
      });
    });
    const seen = SEEN.output?.seen?.value as Record<string, Block>;
    const secret = referenceTo(SEEN, "aws_secretsmanager_secret", "Credentials-main/Secret/Resource", "arn").slice(2, -1);
    const arn = `\${replace(${secret}, ":eu-west-1:", ":us-east-1:")}`;
    expect(seen.credentials).toEqual({
      secretArn: arn,
      versionId: referenceTo(SEEN, "aws_secretsmanager_secret_version", "Credentials-main/Secret/Version", "version_id"),
      readStatements: [
        { actions: ["secretsmanager:GetSecretValue"], resources: [arn] },
        {
          actions: ["kms:Decrypt"],
          resources: [referenceTo(SEEN, "aws_kms_key", "us-east-1/DataKey/Resource", "arn")],
          conditions: { StringEquals: { "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com" } },
        },
      ],
    });
    expect(seen.secret).toEqual({ OLD_KEY_SECRET: ARN("ap-southeast-2") });
    expect(seen.likes).toEqual({ LIKES_TABLE_NAME: "test-likes", LIKES_TABLE_REGION: "ap-southeast-2" });
    expect(seen.notes).toEqual({ NOTES_TABLE_NAME: "test-notes", NOTES_TABLE_REGION: "eu-west-1" });
  });
});

test("a home region without workloads stays the home region, and its resources stay protected", () => {
  const json = shared({
    removalPolicy: "retain",
    homeRegion: "us-east-1",
    regions: { ...REGIONS, "us-east-1": { decommissioning: true } },
  });
  for (const type of ["aws_dynamodb_table", "aws_dynamodb_table_replica", "aws_kms_key", "aws_secretsmanager_secret"])
    for (const block of resources(json, type)) expect(block.lifecycle).toMatchObject({ prevent_destroy: true });
});

describe("a region that is being decommissioned", () => {
  const decommissioning = shared({ removalPolicy: "retain", regions: { ...REGIONS, "ap-southeast-2": { decommissioning: true } } });

  test("keeps its key and replicas without protection, because its tasks need them until they stop", () => {
    const kept = (type: string) =>
      resources(decommissioning, type).map((block) => [block.provider ?? "home", (block.lifecycle as Block).prevent_destroy]);
    expect(kept("aws_kms_key")).toEqual([
      ["home", true],
      ["aws.ap-southeast-2", false],
      ["aws.us-east-1", true],
    ]);
    expect(resources(decommissioning, "aws_dynamodb_table_replica").map(({ deletion_protection_enabled: on }) => on)).toEqual([
      false,
      true,
      true,
    ]);
  });
});

test("Grafana is created in the home region if configured, with its address as output", () => {
  const watched = shared({ observability: { grafana: true } });
  expect(placesOf(watched, "aws_grafana_workspace")).toEqual([["Grafana/Resource", "the stack's"]]);
  const endpoint = referenceTo(watched, "aws_grafana_workspace", undefined, "endpoint");
  expect(outputValue(watched, "grafana")).toBe(`https://${endpoint}`);
  expect(resources(json, "aws_grafana_workspace")).toEqual([]);
});
