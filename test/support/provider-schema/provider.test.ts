import { full } from "../../fixtures/environments/full";
import { manyRegions } from "../../fixtures/environments/many-regions";
import { environments } from "../../fixtures/environments/photofeed";
import { type Schemas, check, checkPlatform, providerSchemas } from "../provider-schema";
import { synthesizePlatform } from "../platform";
import type { Block } from "../synth";

/** Tests the check with the schema of the real provider, on synthesized stacks and on stacks with an injected error. */

let schemas: Schemas;

beforeAll(async () => {
  schemas = await providerSchemas();
}, 300_000);

const stacks = synthesizePlatform(environments.dev);

test.each(Object.entries({ full, manyRegions }))("finds no error in the environment %s", (_, environment) => {
  expect(checkPlatform(synthesizePlatform(environment), schemas)).toEqual([]);
});

test("finds no error in dev and checks a stack in a few milliseconds", () => {
  expect(checkPlatform(stacks, schemas)).toEqual([]);
  const before = process.cpuUsage();
  for (let run = 0; run < 5; run++) checkPlatform(stacks, schemas);
  const { user, system } = process.cpuUsage(before);
  // A generous limit: it detects a slowdown by an order of magnitude, not a busy machine.
  expect((user + system) / 1_000 / 5 / stacks.size).toBeLessThan(20);
});

test("loads the types of the provider and of Terraform itself", () => {
  expect(schemas.types("resource").length).toBeGreaterThan(1_400);
  expect(schemas.types("data").length).toBeGreaterThan(500);
  expect(schemas.find("resource", "terraform_data")?.attributes).toHaveProperty("triggers_replace");
  expect(schemas.find("data", "terraform_remote_state")?.attributes).toHaveProperty("outputs");
  expect(schemas.find("ephemeral", "aws_secretsmanager_random_password")).toBeDefined();
});

/** The findings in a stack after a change of the first block of a type, without the names of the stack and the block. */
function broken(stack: string, type: string, change: (block: Block) => Block): readonly string[] {
  const json = stacks.get(stack);
  const blocks = json?.resource?.[type];
  const [name, block] = Object.entries(blocks ?? {})[0] ?? [];
  if (!json || name === undefined || !block) throw new Error(`${stack} no longer has a ${type}`);
  const copy = { ...json, resource: { ...json.resource, [type]: { ...blocks, [name]: change(block) } } };
  return check(stack, copy, schemas).map((text) => text.replace(`${stack}: ${type}.${name}`, "…"));
}

const edge = "dev-edge";
const foundation = "dev-foundation";
const service = "dev-us-east-1-service";
const network = "dev-us-east-1-network";

test.each<[string, string, string, (block: Block) => Block, string]>([
  [
    "an argument with a typing error",
    service,
    "aws_lb",
    ({ idle_timeout, ...rest }) => ({ ...rest, idle_timout: idle_timeout ?? 60 }),
    "…: idle_timout: found",
  ],
  [
    "a missing argument",
    edge,
    "aws_route53_record",
    ({ type: _, ...rest }) => rest,
    "…: type: found nothing; allowed: a string (required)",
  ],
  [
    "a wrong type",
    network,
    "aws_vpc",
    (block) => ({ ...block, enable_dns_support: "always" }),
    '…: enable_dns_support: found "always"; allowed: true or false',
  ],
  [
    "a read-only argument",
    network,
    "aws_vpc",
    (block) => ({ ...block, arn: "a" }),
    '…: arn: found "a"; allowed: nothing: the provider computes it',
  ],
  [
    "a missing block",
    edge,
    "aws_cloudfront_distribution",
    ({ origin: _, ...rest }) => rest,
    "…: origin: found nothing; allowed: at least 1 block (required)",
  ],
  [
    "too many blocks",
    edge,
    "aws_cloudfront_distribution",
    (block) => ({ ...block, restrictions: [block.restrictions, block.restrictions].flat() }),
    '…: restrictions: found "2 blocks"; allowed: at most 1 block',
  ],
  [
    "an unknown argument of a nested block",
    edge,
    "aws_wafv2_web_acl",
    (block) => ({ ...block, default_action: { allow: { custom: {} } } }),
    "…: default_action.allow.custom: found {}; allowed: nothing: unknown argument.",
  ],
  [
    "an unknown argument of terraform_data",
    foundation,
    "terraform_data",
    (block) => ({ ...block, inputs: 1 }),
    "…: inputs: found 1; allowed: nothing: unknown argument. Did you mean `input`?",
  ],
  [
    "a reference to an unknown attribute",
    service,
    "aws_ecs_service",
    (block) => ({ ...block, cluster: "${aws_ecs_cluster.Cluster.nam}" }),
    "…: cluster: found",
  ],
])("finds %s", (_, stack, type, change, expected) => {
  const found = broken(stack, type, change);
  expect(found).toHaveLength(1);
  expect(found[0]?.slice(0, expected.length)).toBe(expected);
});

test("finds a read of an output that the other stack does not have", () => {
  const lacking = new Map([...stacks].map(([stack, json]) => [stack, stack === foundation ? { ...json, output: {} } : json] as const));
  const [found] = checkPlatform(lacking, schemas);
  expect(found).toMatch(
    /^dev-\S+: data\.terraform_remote_state\.\S+: found a read of cross-stack-output-\S+; allowed: an output of dev-foundation$/,
  );
});
