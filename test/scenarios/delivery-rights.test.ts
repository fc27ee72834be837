import { App, TerraformStack } from "cdktf";
import { LOOKUP_RIGHTS, RESOURCE_RIGHTS, WITHOUT_RIGHTS } from "../../constructs/delivery/permissions";
import { PASSED_TO, roleNames } from "../../constructs/delivery/permissions/role-statements";
import { scopeOf } from "../../constructs/delivery/permissions/scopes";
import { WORKLOAD_ACTIONS } from "../../constructs/delivery/permissions/workloads";
import { PREVIEW_PREFIX } from "../../project/previews";
import { definePlatform } from "../../stacks/platform";
import { full } from "../fixtures/environments/full";
import { like } from "../support/iam/conditions";
import { NAMES } from "../support/iam/physical-arns";
import { type Block, type StackJson, pathOf } from "../support/synth";
import { type Found, blocksOf, delivery, deployedBy } from "./delivered-platforms";
import { platformOf } from "../support/resolved";

/** The pipeline's permissions are compared with the resources of complete platforms: no permission is missing, and none is unused. */
const RESOURCES = blocksOf(({ resource }) => resource);
const typesOf = (found: readonly Found[]) => [...new Set(found.map(({ type }) => type))].sort();
const oursAlone = (types: readonly string[]) => types.filter((type) => !WITHOUT_RIGHTS.includes(type));

test("every resource type of the platforms has permissions, and no other type has", () => {
  expect(oursAlone(typesOf(RESOURCES))).toEqual(Object.keys(RESOURCE_RIGHTS).sort());
});

test("every data source type of the platforms has permissions", () => {
  const looked = [...blocksOf(({ data }) => data), ...blocksOf(({ ephemeral }) => ephemeral as StackJson["resource"])];
  expect(oursAlone(typesOf(looked))).toEqual(Object.keys(LOOKUP_RIGHTS).sort());
});

test("actions are listed individually, without wildcards", () => {
  const actions = [
    ...Object.values(RESOURCE_RIGHTS).flatMap(({ read, write }) => [...read, ...write]),
    ...Object.values(LOOKUP_RIGHTS).flat(),
  ];
  expect(actions.filter((action) => !/^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/.test(action))).toEqual([]);
});

test("the plan role has only read actions, and none that reads application data", () => {
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
/** The part of permissions that identifies the environment; previews are matched by name prefix. */
const ownerOf = (name: string) => (deployedBy(name) === undefined ? name : `${PREVIEW_PREFIX}*`);
const covers = (environment: string, action: string, arn: string) => {
  const scope = scopeOf(action, { environment: ownerOf(environment), accountId });
  return "resources" in scope && scope.resources.some((pattern) => like(arn, pattern));
};

test.each(NAMES)("%s: its %s matches the resources that %s is allowed on", (type, argument, action, resource) => {
  const named = RESOURCES.filter(
    (each) => each.type === type && typeof each.block[argument] === "string" && !String(each.block[argument]).startsWith("${"),
  );
  expect(named.length).toBeGreaterThan(0);
  for (const { environment, block } of named) {
    const arn = `arn:aws:${action.split(":")[0] ?? ""}:eu-west-1:${accountId}:${resource(String(block[argument]))}`;
    expect([arn, covers(environment, action, arn)]).toEqual([arn, true]);
  }
});

test("bucket names and key aliases begin with the environment's name and match", () => {
  const arguments_ = { aws_s3_bucket: ["bucket_prefix", ""], aws_kms_alias: ["name", "alias/"] } as const;
  for (const [type, [argument, before]] of Object.entries(arguments_))
    for (const { environment, block } of RESOURCES.filter((each) => each.type === type))
      expect([block[argument], String(block[argument]).startsWith(`${before}${environment}-`)]).toEqual([block[argument], true]);
});

test("resources of an environment whose name has the same prefix do not match", () => {
  const table = (name: string) => `arn:aws:dynamodb:eu-west-1:${accountId}:table/${name}`;
  expect(covers("prod", "dynamodb:DeleteTable", table("prod-likes"))).toBe(true);
  expect(covers("prod", "dynamodb:DeleteTable", table("prod2-likes"))).toBe(false);
});

test("an action of an unknown service is not allowed on any resource", () => {
  expect(() => scopeOf("lambda:CreateFunction", { environment: "prod", accountId })).toThrow("unknown scope of lambda:CreateFunction");
});

/** The environment whose permissions boundary the roles of another environment have. */
const bounding = (environment: string) => deployedBy(environment) ?? environment;

/** A policy without Terraform expressions, which can contain quotes. */
const plain = (policy: unknown) => String(policy).replaceAll(/\$\{[^}]*\}/g, "it");

const ofPipeline = (block: Block) => pathOf(block).startsWith("Pipeline/");
const ROLES = RESOURCES.filter(({ type, block }) => type === "aws_iam_role" && !ofPipeline(block));

describe("the permissions boundary of workloads", () => {
  /** Actions of the AWS managed policies that are attached to roles. */
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

  test("allows every action that roles have", () => {
    expect(given.filter((action) => !WORKLOAD_ACTIONS.some((pattern) => like(action, pattern)))).toEqual([]);
  });

  test("allows no action that no role has", () => {
    expect(WORKLOAD_ACTIONS.filter((action) => !given.includes(action))).toEqual([]);
  });

  test("is set on every role", () => {
    expect(ROLES.length).toBeGreaterThan(30);
    for (const { environment, stack, block } of ROLES) {
      const named = `arn:aws:iam::\${data.aws_caller_identity.Account.account_id}:policy/${bounding(environment)}-workload-boundary`;
      const here = expect.stringMatching(/^\$\{aws_iam_policy\.WorkloadBoundary_Policy_\w+\.arn\}$/) as string;
      expect(block.permissions_boundary).toEqual(stack === `${bounding(environment)}-foundation` ? here : named);
    }
  });

  test("is created before the roles that refer to it", () => {
    const platform = platformOf({ ...full, delivery });
    const app = new App();
    definePlatform(app, platform);
    const stacks = app.node.children.filter((child) => TerraformStack.isStack(child));
    const [foundation] = stacks.filter(({ node }) => node.id === "full-foundation");
    if (!foundation) throw new Error("there is no foundation");
    for (const stack of stacks)
      if (stack !== foundation) expect([stack.node.id, stack.dependencies.includes(foundation)]).toEqual([stack.node.id, true]);
    expect(foundation.dependencies).toEqual([]);
  });
});

test("role names match the names that the pipeline is allowed to create, with few exceptions per region", () => {
  for (const { environment, block } of ROLES) {
    const matching = roleNames(ownerOf(environment)).filter((pattern) => like(String(block.name), pattern));
    expect([block.name, matching.length]).toEqual([block.name, 1]);
  }
  const used = new Set(ROLES.flatMap(({ block }) => roleNames("*").filter((pattern) => like(String(block.name), pattern))));
  expect([...used].sort()).toEqual([...roleNames("*")].sort());
});

test("roles can be passed only to the services that they trust", () => {
  const trusted = ROLES.flatMap(({ block }) => {
    const { Statement } = JSON.parse(plain(block.assume_role_policy)) as {
      readonly Statement: readonly { readonly Principal: { readonly Service: string } }[];
    };
    return Statement.map(({ Principal }) => Principal.Service);
  });
  expect([...new Set(trusted)].sort()).toEqual([...PASSED_TO]);
});
