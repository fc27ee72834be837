import { App, TerraformStack } from "cdktf";
import { resolve } from "../../config/resolve";
import { LOOKUP_RIGHTS, RESOURCE_RIGHTS, WITHOUT_RIGHTS } from "../../constructs/delivery/permissions";
import { PASSED_TO, roleNames } from "../../constructs/delivery/permissions/role-statements";
import { scopeOf } from "../../constructs/delivery/permissions/scopes";
import { WORKLOAD_ACTIONS } from "../../constructs/delivery/permissions/workloads";
import { BEGINNING } from "../../environments/preview";
import { definePlatform } from "../../stacks/platform";
import { full } from "../fixtures/environments/full";
import { like } from "../support/iam/conditions";
import { NAMES } from "../support/iam/physical-arns";
import { type Block, type StackJson, pathOf } from "../support/synth";
import { type Found, blocksOf, delivery, deployedBy } from "./delivered-platforms";

/** The pipeline's rights are held to what whole platforms consist of: nothing that they are made of is forgotten, and nothing is granted for nothing. */
const RESOURCES = blocksOf(({ resource }) => resource);
const typesOf = (found: readonly Found[]) => [...new Set(found.map(({ type }) => type))].sort();
const oursAlone = (types: readonly string[]) => types.filter((type) => !WITHOUT_RIGHTS.includes(type));

test("every type of resource that platforms are made of has its rights, and there are rights for no other", () => {
  expect(oursAlone(typesOf(RESOURCES))).toEqual(Object.keys(RESOURCE_RIGHTS).sort());
});

test("so does all that is looked up", () => {
  const looked = [...blocksOf(({ data }) => data), ...blocksOf(({ ephemeral }) => ephemeral as StackJson["resource"])];
  expect(oursAlone(typesOf(looked))).toEqual(Object.keys(LOOKUP_RIGHTS).sort());
});

test("actions are named one by one: none for all that begins alike", () => {
  const actions = [
    ...Object.values(RESOURCE_RIGHTS).flatMap(({ read, write }) => [...read, ...write]),
    ...Object.values(LOOKUP_RIGHTS).flat(),
  ];
  expect(actions.filter((action) => !/^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/.test(action))).toEqual([]);
});

test("to plan is to look: no action to plan changes anything, or shows what programs keep", () => {
  const actions = new Set(Object.values(RESOURCE_RIGHTS).flatMap(({ read }) => read));
  const looks = /:(Describe|Get|List|Search)[A-Z]/;
  expect([...actions].filter((action) => !looks.test(action))).toEqual([]);
  const data = [
    "s3:GetObject",
    "dynamodb:GetItem",
    "logs:GetLogEvents",
    "logs:GetQueryResults",
    "athena:GetQueryResults",
    "secretsmanager:GetSecretValue",
  ];
  expect(data.filter((action) => actions.has(action))).toEqual([]);
});

const accountId = "123456789012";
/** What names the environment in the rights of who deploys it: previews by the beginning of their names. */
const ownerOf = (name: string) => (deployedBy(name) === undefined ? name : `${BEGINNING}*`);
const covers = (environment: string, action: string, arn: string) => {
  const scope = scopeOf(action, { environment: ownerOf(environment), accountId });
  return "resources" in scope && scope.resources.some((pattern) => like(arn, pattern));
};

test.each(NAMES)("%s: what its %s becomes is what %s is allowed on", (type, argument, action, resource) => {
  const named = RESOURCES.filter(
    (each) => each.type === type && typeof each.block[argument] === "string" && !String(each.block[argument]).startsWith("${"),
  );
  expect(named.length).toBeGreaterThan(0);
  for (const { environment, block } of named) {
    const arn = `arn:aws:${action.split(":")[0] ?? ""}:eu-west-1:${accountId}:${resource(String(block[argument]))}`;
    expect([arn, covers(environment, action, arn)]).toEqual([arn, true]);
  }
});

test("so are buckets and aliases of keys, which begin with the environment's name", () => {
  const arguments_ = { aws_s3_bucket: ["bucket_prefix", ""], aws_kms_alias: ["name", "alias/"] } as const;
  for (const [type, [argument, before]] of Object.entries(arguments_))
    for (const { environment, block } of RESOURCES.filter((each) => each.type === type))
      expect([block[argument], String(block[argument]).startsWith(`${before}${environment}-`)]).toEqual([block[argument], true]);
});

test("another environment's things are not ours, even if its name begins alike", () => {
  const table = (name: string) => `arn:aws:dynamodb:eu-west-1:${accountId}:table/${name}`;
  expect(covers("prod", "dynamodb:DeleteTable", table("prod-likes"))).toBe(true);
  expect(covers("prod", "dynamodb:DeleteTable", table("prod2-likes"))).toBe(false);
});

test("an action of a service that nobody thought of is granted on nothing", () => {
  expect(() => scopeOf("lambda:CreateFunction", { environment: "prod", accountId })).toThrow("no scope is known for lambda:CreateFunction");
});

/** The environment whose boundary another one's roles stand within. */
const bounding = (environment: string) => deployedBy(environment) ?? environment;

/** A policy without Terraform's expressions, which may have quotes in them. */
const plain = (policy: unknown) => String(policy).replaceAll(/\$\{[^}]*\}/g, "it");

const ofPipeline = (block: Block) => pathOf(block).startsWith("Pipeline/");
const ROLES = RESOURCES.filter(({ type, block }) => type === "aws_iam_role" && !ofPipeline(block));

describe("the boundary of programs", () => {
  /** What AWS's own policies allow, of those that roles are given. */
  const OF_AWS: Readonly<Record<string, readonly string[]>> = {
    "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole": [
      "logs:CreateLogGroup",
      "logs:CreateLogStream",
      "logs:DescribeLogStreams",
      "logs:GetLogEvents",
      "logs:PutLogEvents",
      "logs:PutRetentionPolicy",
    ],
  };
  const ofRoles = (type: string) => RESOURCES.filter((each) => each.type === type && !ofPipeline(each.block));
  const own = ofRoles("aws_iam_role_policy").flatMap(({ block }) => {
    const { Statement } = JSON.parse(plain(block.policy)) as {
      readonly Statement: readonly { readonly Action: string | readonly string[] }[];
    };
    return Statement.flatMap(({ Action }) => [Action].flat());
  });
  const attached = ofRoles("aws_iam_role_policy_attachment").flatMap(
    ({ block }) => OF_AWS[String(block.policy_arn)] ?? [String(block.policy_arn)],
  );
  const given = [...new Set([...own, ...attached])].sort();

  test("allows all that roles are given", () => {
    expect(given.filter((action) => !WORKLOAD_ACTIONS.some((pattern) => like(action, pattern)))).toEqual([]);
  });

  test("allows nothing that none is given", () => {
    expect(WORKLOAD_ACTIONS.filter((action) => !given.includes(action))).toEqual([]);
  });

  test("is around every role", () => {
    expect(ROLES.length).toBeGreaterThan(30);
    for (const { environment, stack, block } of ROLES) {
      const named = `arn:aws:iam::\${data.aws_caller_identity.Account.account_id}:policy/${bounding(environment)}-workload-boundary`;
      const here = expect.stringMatching(/^\$\{aws_iam_policy\.WorkloadBoundary_Policy_\w+\.arn\}$/) as string;
      expect(block.permissions_boundary).toEqual(stack === `${bounding(environment)}-foundation` ? here : named);
    }
  });

  test("is there before all that name it", () => {
    const resolution = resolve({ ...full, delivery });
    if (!resolution.ok) throw new Error("the full environment is not valid");
    const app = new App();
    definePlatform(app, resolution.platform);
    const stacks = app.node.children.filter((child) => TerraformStack.isStack(child));
    const [foundation] = stacks.filter(({ node }) => node.id === "full-foundation");
    if (!foundation) throw new Error("there is no foundation");
    for (const stack of stacks)
      if (stack !== foundation) expect([stack.node.id, stack.dependencies.includes(foundation)]).toEqual([stack.node.id, true]);
    expect(foundation.dependencies).toEqual([]);
  });
});

test("roles are named as the pipeline may make them, by region but for a few", () => {
  for (const { environment, block } of ROLES) {
    const matching = roleNames(ownerOf(environment)).filter((pattern) => like(String(block.name), pattern));
    expect([block.name, matching.length]).toEqual([block.name, 1]);
  }
  const used = new Set(ROLES.flatMap(({ block }) => roleNames("*").filter((pattern) => like(String(block.name), pattern))));
  expect([...used].sort()).toEqual([...roleNames("*")].sort());
});

test("roles are handed to the services that they trust, and to no other", () => {
  const trusted = ROLES.flatMap(({ block }) => {
    const { Statement } = JSON.parse(plain(block.assume_role_policy)) as {
      readonly Statement: readonly { readonly Principal: { readonly Service: string } }[];
    };
    return Statement.map(({ Principal }) => Principal.Service);
  });
  expect([...new Set(trusted)].sort()).toEqual([...PASSED_TO]);
});
