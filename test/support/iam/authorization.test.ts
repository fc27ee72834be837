import { type Definitions, overlap, policyErrors } from "./authorization";
import type { Statement } from "./evaluate";

test.each([
  ["abc", "abc", true],
  ["a*", "*c", true],
  ["a*", "b*", false],
  ["*-x", "y-*", true],
  ["a?c", "abc", true],
  ["a?c", "ac", false],
  ["*", "", true],
  ["*a", "", false],
])("%j and %j overlap: %s", (one, other, expected) => {
  expect(overlap(one, other)).toBe(expected);
  expect(overlap(other, one)).toBe(expected);
});

const none = { required: false, condition_keys: [] };
const required = { required: true, condition_keys: [] };
const DATA: Definitions = {
  ecs: {
    privileges: {
      RegisterTaskDefinition: { resource_types: { "": { ...none, condition_keys: ["aws:RequestTag/${TagKey}"] } } },
      CreateCluster: { resource_types: { cluster: required, "": none } },
      UpdateBoth: { resource_types: { cluster: required, service: required } },
      DescribeOne: { resource_types: { cluster: none, service: none } },
      TagResource: { resource_types: { cluster: required, service: required } },
    },
    resources: {
      cluster: { arn: "arn:${Partition}:ecs:${Region}:${Account}:cluster/${Name}", condition_keys: ["aws:ResourceTag/${TagKey}"] },
      service: { arn: "arn:${Partition}:ecs:${Region}:${Account}:service/${Cluster}/${Name}", condition_keys: [] },
    },
  },
};
const CLUSTER = "arn:aws:ecs:*:123456789012:cluster/dev-*";
const SERVICE = "arn:aws:ecs:*:123456789012:service/dev-*";
const allow = (Action: string, Resource: Statement["Resource"], Condition?: Statement["Condition"]): Statement => ({
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition && { Condition }),
});
const wrong = (...statements: readonly Statement[]) =>
  policyErrors(statements, DATA, { newer: ["ecs:Newest"], onAll: ["ecs:DescribeOne"] });

test.each<[string, readonly Statement[], readonly string[]]>([
  ["accepts an existing action", [allow("ecs:CreateCluster", CLUSTER)], []],
  ["rejects an unknown action", [allow("ecs:CreateClusters", "*")], ["ecs:CreateClusters: unknown action"]],
  ["rejects an action of an unknown service", [allow("ecz:CreateCluster", "*")], ["ecz:CreateCluster: unknown action"]],
  ["accepts an action that is newer than the data", [allow("ecs:Newest", CLUSTER)], []],
  ["accepts a pattern of existing actions", [allow("ecs:Create*", CLUSTER)], []],
  ["rejects a pattern without a match", [allow("ecs:Get*", "*")], ["ecs:Get*: unknown action"]],
  ["accepts an action without resource types on all resources", [allow("ecs:RegisterTaskDefinition", "*")], []],
  [
    "rejects an action without resource types on a name",
    [allow("ecs:RegisterTaskDefinition", CLUSTER)],
    ['ecs:RegisterTaskDefinition: the action has no resource types, so its resource must be "*"'],
  ],
  [
    "rejects its denial on a name, which has no effect",
    [{ ...allow("ecs:RegisterTaskDefinition", CLUSTER), Effect: "Deny" }],
    ['ecs:RegisterTaskDefinition: the action has no resource types, so its resource must be "*"'],
  ],
  [
    "rejects a narrower resource for an action that AWS authorizes only on all resources",
    [allow("ecs:DescribeOne", CLUSTER)],
    ['ecs:DescribeOne: AWS authorizes this action only on "*"'],
  ],
  [
    "rejects the name of another resource type",
    [allow("ecs:CreateCluster", SERVICE)],
    [`ecs:CreateCluster: no cluster among the resources: ${SERVICE}`],
  ],
  [
    "rejects one of two required resource types",
    [allow("ecs:UpdateBoth", CLUSTER)],
    [`ecs:UpdateBoth: no service among the resources: ${CLUSTER}`],
  ],
  ["accepts both required resource types", [allow("ecs:UpdateBoth", [CLUSTER, SERVICE])], []],
  [
    "accepts the required resource types in separate statements",
    [allow("ecs:UpdateBoth", "${aws_ecs_cluster.Main.arn}"), allow("ecs:UpdateBoth", SERVICE)],
    [],
  ],
  ["accepts tagging of one resource type", [allow("ecs:TagResource", SERVICE)], []],
  [
    "accepts references that Terraform resolves",
    [allow("ecs:CreateCluster", "arn:aws:ecs:eu-west-1:${data.aws_caller_identity.A.account_id}:cluster/x")],
    [],
  ],
  [
    "accepts a condition key of the request",
    [allow("ecs:RegisterTaskDefinition", "*", { StringEquals: { "aws:RequestTag/Environment": "dev" } })],
    [],
  ],
  [
    "accepts a condition key of the resource",
    [allow("ecs:CreateCluster", CLUSTER, { Null: { "aws:ResourceTag/Environment": "true" } })],
    [],
  ],
  ["accepts a global condition key", [allow("ecs:CreateCluster", CLUSTER, { StringEquals: { "aws:SourceAccount": "1" } })], []],
  [
    "rejects a condition key that neither the request nor the resource has",
    [allow("ecs:RegisterTaskDefinition", "*", { StringEquals: { "aws:ResourceTag/Environment": "dev" } })],
    ["ecs:RegisterTaskDefinition: the action does not support the condition key aws:ResourceTag/Environment"],
  ],
])("%s", (_, statements, expected) => expect(wrong(...statements)).toEqual(expected));
