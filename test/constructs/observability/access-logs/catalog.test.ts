import type { TerraformStack } from "cdktf";
import type { Placement } from "../../../../constructs/core/placement";
import { EncryptionKey } from "../../../../constructs/core/encryption-key";
import { CDN_LOG_FIELDS } from "../../../../constructs/edge/access-log-fields";
import { AccessLogs, logDeliveryStatement } from "../../../../constructs/edge/access-logs";
import { AccessLogBucket } from "../../../../constructs/load-balancing/access-log-bucket";
import { CdnCatalog } from "../../../../constructs/edge/access-logs/cdn-catalog";
import { LoadBalancerCatalog } from "../../../../constructs/load-balancing/access-logs/catalog";
import { check, providerSchemas } from "../../../support/provider-schema";
import { type Block, referenceTo, resource, resources, statementsOf, synthesizeConstructs } from "../../../support/synth";

const ACCOUNT = "${data.aws_caller_identity.Account.account_id}";
const keyIn = (stack: TerraformStack) => new EncryptionKey(stack, "Key", { purpose: "logs", statements: [logDeliveryStatement(stack)] });

const regional = (placement: Partial<Placement> = {}) =>
  synthesizeConstructs((stack) => {
    const application = new AccessLogBucket(stack, "Alb", { writer: "application" }).bucketName;
    const network = new AccessLogBucket(stack, "Nlb", { writer: "network" }).bucketName;
    new LoadBalancerCatalog(stack, "Catalog", {
      buckets: { application: new Map([[1, application]]), network: new Map([[1, network]]) },
      key: keyIn(stack),
    });
  }, placement);

const edge = (placement: Partial<Placement> = {}) =>
  synthesizeConstructs((stack) => {
    const key = keyIn(stack);
    const { bucketName } = new AccessLogs(stack, "Logs", {
      key,
      distributions: { Main: { arn: "arn:main" }, Hosts: { arn: "arn:hosts" } },
    });
    new CdnCatalog(stack, "Catalog", { logs: { bucketName, distributionIds: ["E1MAIN", "E2HOSTS"] }, key });
  }, placement);

const byRegion = regional({ region: "eu-west-1" });
const atTheEdge = edge();

function table(json: typeof byRegion, name: string): Block {
  const found = resources(json, "aws_glue_catalog_table").find((block) => block.name === name);
  if (!found) throw new Error(`unknown table "${name}"`);
  return found;
}
const storage = (block: Block) => block.storage_descriptor as Block;
const parameters = (block: Block) => block.parameters as Readonly<Record<string, string>>;

describe("tables", () => {
  test.each([
    ["alb_requests", () => table(byRegion, "alb_requests")],
    ["nlb_connections", () => table(byRegion, "nlb_connections")],
    ["cdn_requests", () => table(atTheEdge, "cdn_requests")],
  ])("%s equals the reviewed definition", (_, block) => {
    const { "//": _meta, ...definition } = block();
    expect(definition).toMatchSnapshot();
  });

  test.each([
    ["alb_requests", "Alb"],
    ["nlb_connections", "Nlb"],
  ])("%s reads only the location that the load balancer can write to", (name, bucket) => {
    const writable = statementsOf(resource(byRegion, "aws_s3_bucket_policy", `${bucket}/Policy`)).find(({ Sid }) => Sid === "Write");
    const location = storage(table(byRegion, name)).location as string;
    expect(location).toBe(
      `s3://${referenceTo(byRegion, "aws_s3_bucket_policy", `${bucket}/Policy`, "bucket")}/AWSLogs/${ACCOUNT}/elasticloadbalancing/eu-west-1/`,
    );
    expect(location).toContain((writable?.Resource as string).replace(/^.*?\/(AWSLogs\/.*)\*$/, "$1"));
  });

  test("a day partition of the load balancers is the folder that AWS writes", () => {
    const template = parameters(table(byRegion, "alb_requests"))["storage.location.template"] ?? "";
    expect(template).toBe(`${storage(table(byRegion, "alb_requests")).location as string}$\${day}/`);
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-file-format
    const file = "AWSLogs/123456789012/elasticloadbalancing/eu-west-1/2026/11/21/123456789012_elasticloadbalancing_eu-west-1_app.x.log.gz";
    const folder = template
      .replace(/^s3:\/\/[^}]*}\//, "")
      .replace(ACCOUNT, "123456789012")
      .replace("$${day}", "2026/11/21");
    expect(file.startsWith(folder)).toBe(true);
  });

  test("an hour partition of the CDN is the folder that the delivery writes", () => {
    const [delivery] = resources(atTheEdge, "aws_cloudwatch_log_delivery");
    const [{ suffix_path: suffix }] = delivery?.s3_delivery_configuration as readonly [Readonly<Record<string, string>>];
    const destination = resource(atTheEdge, "aws_cloudwatch_log_delivery_destination")
      .delivery_destination_configuration as readonly Block[];
    const prefix = (destination[0]?.destination_resource_arn as string).replace(/^.*\.arn}\//, "");
    const written = `${prefix}/${suffix}/`.replace("{DistributionId}", "E1MAIN").replace("{yyyy}/{MM}/{dd}/{HH}", "2026/11/21/07");
    const template = parameters(table(atTheEdge, "cdn_requests"))["storage.location.template"] ?? "";
    const read = template
      .replace(/^s3:\/\/[^}]*}\//, "")
      .replace("$${distribution}", "E1MAIN")
      .replace("$${hour}", "2026/11/21/07");
    expect(read).toBe(written);
  });

  test.each([
    ["14 days", "NOW-14DAYS,NOW"],
    ["90 days", "NOW-90DAYS,NOW"],
  ] as const)("a log retention of %s has the partition range %s", (logRetention, range) => {
    const json = edge({ logRetention });
    expect(parameters(table(json, "cdn_requests"))["projection.hour.range"]).toBe(range);
    expect(parameters(table(regional({ logRetention }), "alb_requests"))["projection.day.range"]).toBe(range);
  });

  test("CloudFront's columns are its log fields, as the JSON serde reads them", () => {
    const columns = (storage(table(atTheEdge, "cdn_requests")).columns as readonly Block[]).map(({ name }) => name);
    expect(columns).toEqual(CDN_LOG_FIELDS.map((field) => field.toLowerCase()));
    const { paths } = (storage(table(atTheEdge, "cdn_requests")).ser_de_info as { readonly parameters: Readonly<Record<string, string>> })
      .parameters;
    expect((paths ?? "").split(",").sort()).toEqual([...CDN_LOG_FIELDS].sort());
  });

  test("a region without an NLB has no NLB table", () => {
    const json = synthesizeConstructs(
      (stack) => void new LoadBalancerCatalog(stack, "C", { buckets: { application: new Map([[1, "b"]]) }, key: keyIn(stack) }),
    );
    expect(resources(json, "aws_glue_catalog_table").map(({ name }) => name)).toEqual(["alb_requests"]);
  });
});

describe.each([
  ["a region's", byRegion, "access-logs", "dev-eu-west-1-queries-"],
  ["the edge's", atTheEdge, "cdn-logs", "dev-cdn-queries-"],
])("%s workgroup", (_, json, name, prefix) => {
  const workgroup = resource(json, "aws_athena_workgroup");
  const configuration = workgroup.configuration as Block;

  test("enforces the scan limit, the result location and the encryption key of every query", () => {
    expect(workgroup).toMatchObject({ name: `dev-${name}`, state: "ENABLED" });
    expect(configuration).toMatchObject({
      enforce_workgroup_configuration: true,
      bytes_scanned_cutoff_per_query: 107_374_182_400,
      result_configuration: {
        output_location: `s3://${referenceTo(json, "aws_s3_bucket_policy", "Workgroup/ResultsPolicy", "bucket")}/`,
        expected_bucket_owner: ACCOUNT,
        encryption_configuration: { encryption_option: "SSE_KMS", kms_key_arn: referenceTo(json, "aws_kms_key", undefined, "arn") },
      },
    });
  });

  test("has results that are encrypted with a customer managed KMS key, require TLS, and expire", () => {
    expect(resource(json, "aws_s3_bucket", "Workgroup/Results/Resource").bucket_prefix).toBe(prefix);
    expect(resource(json, "aws_s3_bucket_server_side_encryption_configuration", "Results/Encryption")).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms" } }],
    });
    expect(statementsOf(resource(json, "aws_s3_bucket_policy", "Workgroup/ResultsPolicy"))).toEqual([
      expect.objectContaining({ Sid: "TlsOnly", Effect: "Deny" }),
    ]);
    expect(resource(json, "aws_s3_bucket_lifecycle_configuration", "Results/Lifecycle")).toMatchObject({
      rule: [{ expiration: [{ days: 30 }] }],
    });
  });

  test("is deleted with its environment, even with queries in its history", () => {
    expect(workgroup.force_destroy).toBe(true);
  });

  test("has saved queries on its database", () => {
    const database = referenceTo(json, "aws_glue_catalog_database", undefined, "name");
    for (const query of resources(json, "aws_athena_named_query"))
      expect(query).toMatchObject({ database, workgroup: referenceTo(json, "aws_athena_workgroup", undefined, "id") });
    expect(resource(json, "aws_glue_catalog_database").name).toBe(`dev_${name.replaceAll("-", "_")}`);
  });
});

test("rejects the CDN's catalog in another region", () => {
  const elsewhere = () =>
    synthesizeConstructs(
      (stack) => void new CdnCatalog(stack, "Catalog", { logs: { bucketName: "b", distributionIds: ["E1"] }, key: keyIn(stack) }),
      { region: "eu-west-1" },
    );
  expect(elsewhere).toThrow("is placed in eu-west-1; AWS requires us-east-1");
});

test("names fit with the longest environment name and region name", () => {
  const json = regional({ environment: "productionxy", region: "ap-southeast-2" });
  expect((resource(json, "aws_s3_bucket", "Workgroup/Results/Resource").bucket_prefix as string).length).toBeLessThanOrEqual(37);
});

test("the provider accepts all resources", async () => {
  const schemas = await providerSchemas();
  for (const json of [byRegion, atTheEdge]) expect(check("test", json, schemas)).toEqual([]);
}, 300_000);
