import { previewOf, previewRoles } from "../../project/previews";
import { plainExpressions } from "../../cli/policy/policy-json";
import { type Block, type Documents, resourcesOf } from "../../cli/synthesis/resources";
import { ownFindings } from "../../cli/policy/rules";
import { ELSEWHERE, ENCRYPTED } from "../../cli/policy/rules/encryption";
import { reviewFindings, acceptedExceptions } from "../../cli/policy/exceptions";
import { full } from "../fixtures/environments/full";
import { manyRegions } from "../fixtures/environments/many-regions";
import { environments, previews as PREVIEWS } from "../fixtures/environments/photofeed";
import { publicNames } from "../fixtures/environments/public-names";
import { stores } from "../fixtures/environments/stores";
import { providerSchemas } from "../support/provider-schema/load";
import type { BlockSchema } from "../support/provider-schema/schema";
import { synthesizeMissing, synthesizePlatform } from "../support/platform";

/**
 * Terrace's policy rules over every stack of all environments and of fixtures with the features that no environment has: nothing public, no `*` without a
 * reason, everything tagged, logged and encrypted. `terrace policy` runs Checkov in addition.
 */

const PREVIEWS_OF_GITHUB = { ...PREVIEWS, delivery: { repository: "acme/photofeed", ownerId: "123456", repositoryId: "456789" } };

const ENVIRONMENTS = [
  ...Object.values(environments),
  previewRoles(PREVIEWS_OF_GITHUB),
  previewOf(12, PREVIEWS_OF_GITHUB),
  full,
  manyRegions,
  publicNames,
  stores,
];
synthesizeMissing(ENVIRONMENTS);
const documents: Documents = new Map(ENVIRONMENTS.flatMap((environment) => [...synthesizePlatform(environment)]));

const exceptions = acceptedExceptions(documents);
const judged = reviewFindings(ownFindings(documents), exceptions);
const ours = (check: string) => !check.startsWith("CKV");

test("every finding of Terrace's rules has an accepted exception on its resource", () => {
  expect(judged.failed.map(({ check, place, description }) => `${check} ${place}: ${description}`)).toEqual([]);
});

test("there are no unused exceptions of Terrace's rules", () => {
  expect(judged.unused.filter(({ check }) => ours(check))).toEqual([]);
});

test("the reason of every exception is a sentence", () => {
  expect(exceptions.length).toBeGreaterThan(500);
  expect(exceptions.filter(({ reason }) => !/^[A-Z].{20,}\.$/s.test(reason)).map(({ check, reason }) => `${check}: ${reason}`)).toEqual([]);
});

/** Violations are added to prod only, so that the rules check fewer resources. */
const production: Documents = new Map([...documents].filter(([stack]) => stack.startsWith("prod-")));

/** Prod with a violation in one resource of a type. */
function worse(type: string, harm: (block: Block) => Block | undefined): readonly string[] {
  const victim = resourcesOf(production).find((each) => each.type === type);
  if (!victim) throw new Error(`production has no ${type} any more`);
  const document = production.get(victim.stack);
  const { [victim.name]: block = {}, ...others } = document?.resource?.[type] ?? {};
  const harmed = harm(block);
  const resource = { ...document?.resource, [type]: harmed ? { ...others, [victim.name]: harmed } : others };
  const changed = new Map([...production, [victim.stack, { ...document, resource }]]);
  return reviewFindings(ownFindings(changed), acceptedExceptions(changed)).failed.map(
    ({ check, description }) => `${check}: ${description}`,
  );
}

const removed = (): undefined => undefined;
const change =
  (...changes: readonly Block[]) =>
  (block: Block): Block =>
    Object.assign({}, block, ...changes) as Block;

test.each<[string, string, (block: Block) => Block | undefined, string]>([
  [
    "a public database",
    "aws_db_instance",
    change({ publicly_accessible: true }),
    "NOT_PUBLIC: It has a public address, or does not disable it",
  ],
  [
    "a subnet with public addresses",
    "aws_subnet",
    change({ map_public_ip_on_launch: true }),
    "NOT_PUBLIC: Instances in it get a public address",
  ],
  ["a bucket that may be made public", "aws_s3_bucket_public_access_block", removed, "NOT_PUBLIC: Public access is not blocked"],
  [
    "a group that admits everybody",
    "aws_vpc_security_group_ingress_rule",
    change({ cidr_ipv4: "0.0.0.0/0", from_port: 5432 }),
    "NOT_PUBLIC: Admits everyone to port 5432",
  ],
  [
    "a right on everything",
    "aws_iam_role_policy",
    change({ policy: policy({ Action: ["s3:GetObject", "ecr:GetAuthorizationToken"], Resource: "*" }) }),
    "STAR s3:GetObject: A policy allows s3:GetObject: on every resource",
  ],
  [
    "all rights",
    "aws_iam_role_policy",
    change({ policy: policy({ Action: "dynamodb:*", Resource: "${aws_dynamodb_table.T.arn}" }) }),
    "STAR dynamodb:*: A policy allows dynamodb:*: many actions",
  ],
  [
    "a queue for anybody",
    "aws_sqs_queue",
    ({ policy: own, ...block }) => ({
      ...block,
      redrive_policy: policy({ Action: "sqs:SendMessage", Resource: "q", Principal: "*" }),
      policy: own,
    }),
    "STAR sqs:SendMessage: A policy allows sqs:SendMessage: for anyone",
  ],
  [
    "tags of its own that hide the environment's",
    "aws_vpc",
    change({ tags: { Environment: "other" } }),
    "TAGGED: Its own tags hide the default Environment",
  ],
  ["tasks without tags", "aws_ecs_service", change({ propagate_tags: "NONE" }), "TAGGED: Its tasks have no tags"],
  ["a VPC without flow logs", "aws_flow_log", removed, "LOGGED: No flow log"],
  ["a CDN without access logs", "aws_cloudwatch_log_delivery", removed, "LOGGED: No access log: its delivery source has no delivery"],
  ["a firewall without a log", "aws_wafv2_web_acl_logging_configuration", removed, "LOGGED: No log"],
  ["a log that never expires", "aws_cloudwatch_log_group", change({ retention_in_days: 0 }), "LOGGED: Never expires: no retention"],
  [
    "a program without a log",
    "aws_ecs_task_definition",
    change({ container_definitions: '[{"name":"api"}]' }),
    "LOGGED: Container api has no log",
  ],
  ["a database without encryption", "aws_db_instance", change({ storage_encrypted: false }), "ENCRYPTED: Its storage is not encrypted"],
  [
    "a topic with a key of AWS's",
    "aws_sns_topic",
    change({ kms_master_key_id: "alias/aws/sns" }),
    "ENCRYPTED: Not encrypted with a customer managed KMS key: kms_master_key_id",
  ],
  ["a bucket that takes plain HTTP", "aws_s3_bucket_policy", removed, "IN_TRANSIT: No policy denies requests without TLS"],
  [
    "a listener without TLS",
    "aws_lb_listener",
    change({ default_action: [], protocol: "HTTP", port: 80 }),
    "IN_TRANSIT: It listens for HTTP on port 80, without TLS",
  ],
  [
    "a database that takes plain connections",
    "aws_db_parameter_group",
    change({ parameter: [] }),
    "IN_TRANSIT: Its database accepts connections without TLS",
  ],
])("the rules detect %s", (_, type, harm, expected) => {
  expect(worse(type, harm)).toContain(expected);
});

function policy(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
}

test("the rules detect a route from the internet to a database's subnets", () => {
  const isolated = "Isolated_Routes";
  const stack = "prod-us-east-1-network";
  const document = production.get(stack);
  const table = Object.keys(document?.resource?.aws_route_table ?? {}).find((name) => name.includes(isolated)) ?? "";
  const gateway = Object.keys(document?.resource?.aws_internet_gateway ?? {})[0] ?? "";
  const route = { route_table_id: `\${aws_route_table.${table}.id}`, gateway_id: `\${aws_internet_gateway.${gateway}.id}` };
  const resource = { ...document?.resource, aws_route: { ...document?.resource?.aws_route, Way: route } };
  const findings = ownFindings(new Map([...production, [stack, { ...document, resource }]]));
  expect(findings.filter(({ check }) => check === "NOT_PUBLIC").map(({ place }) => place)).toEqual(
    expect.arrayContaining(["aws_db_subnet_group prod-us-east-1-database-main/Database/SubnetGroup"]),
  );
});

test("the rules detect a provider without tags", () => {
  const document = production.get("prod-edge");
  const provider = { aws: [{ region: "us-east-1", default_tags: [{ tags: { Environment: "prod", Stack: "other" } }] }] };
  const findings = ownFindings(new Map([...production, ["prod-edge", { ...document, provider }]]));
  expect(findings.map(({ description }) => description)).toContain("Its default tags lack ManagedBy, Stack (another stack's name)");
});

test("the rules check every resource type that the provider's schema can encrypt with a key", async () => {
  const schemas = await providerSchemas();
  const types = [...new Set(resourcesOf(documents).map(({ type }) => type))];
  const encryptable = types.filter((type) => namesIn(schemas.find("resource", type)).some((name) => /kms|encrypt/.test(name)));
  const unasked = encryptable.filter((type) => !(type in ENCRYPTED) && !(type in ELSEWHERE));
  expect(unasked).toEqual([]);
  expect(encryptable).toEqual(expect.arrayContaining(["aws_db_instance", "aws_sns_topic", "aws_ecr_repository"]));
});

function namesIn(block: BlockSchema | undefined): string[] {
  const nested = Object.entries(block?.block_types ?? {}).flatMap(([name, { block: inner }]) => [name, ...namesIn(inner)]);
  return [...Object.keys(block?.attributes ?? {}), ...nested];
}

test("policies with expressions that contain quotes and braces can be parsed", () => {
  const text = '{"Resource":"${replace(aws_x.y.arn, ":a:", "${"b"}")}","Action":"s3:*"}';
  expect(JSON.parse(plainExpressions(text))).toMatchObject({ Action: "s3:*" });
});
