import { type Definitions, overlap, wrongIn } from "./authorization";
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
])("%j and %j can be the same: %s", (one, other, expected) => {
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
const wrong = (...statements: readonly Statement[]) => wrongIn(statements, DATA, { newer: ["ecs:Newest"], onAll: ["ecs:DescribeOne"] });

test.each<[string, readonly Statement[], readonly string[]]>([
  ["an action that there is", [allow("ecs:CreateCluster", CLUSTER)], []],
  ["one that there is not", [allow("ecs:CreateClusters", "*")], ["ecs:CreateClusters: there is no such action"]],
  ["one of a service that there is not", [allow("ecz:CreateCluster", "*")], ["ecz:CreateCluster: there is no such action"]],
  ["one that is newer than the data", [allow("ecs:Newest", CLUSTER)], []],
  ["a pattern", [allow("ecs:Create*", CLUSTER)], []],
  ["a pattern of none", [allow("ecs:Get*", "*")], ["ecs:Get*: there is no such action"]],
  ["an action without resources on everything", [allow("ecs:RegisterTaskDefinition", "*")], []],
  [
    "the same on a name",
    [allow("ecs:RegisterTaskDefinition", CLUSTER)],
    ['ecs:RegisterTaskDefinition: it knows no resource, so it takes "*"'],
  ],
  [
    "its denial on a name, which never comes to pass",
    [{ ...allow("ecs:RegisterTaskDefinition", CLUSTER), Effect: "Deny" }],
    ['ecs:RegisterTaskDefinition: it knows no resource, so it takes "*"'],
  ],
  [
    "one that AWS wants on everything",
    [allow("ecs:DescribeOne", CLUSTER)],
    ['ecs:DescribeOne: AWS refuses it on anything narrower than "*"'],
  ],
  ["another type's name", [allow("ecs:CreateCluster", SERVICE)], [`ecs:CreateCluster: it needs a cluster, which ${SERVICE} cannot be`]],
  ["one of two that it needs", [allow("ecs:UpdateBoth", CLUSTER)], [`ecs:UpdateBoth: it needs a service, which ${CLUSTER} cannot be`]],
  ["both of them", [allow("ecs:UpdateBoth", [CLUSTER, SERVICE])], []],
  ["each in a statement", [allow("ecs:UpdateBoth", "${aws_ecs_cluster.Main.arn}"), allow("ecs:UpdateBoth", SERVICE)], []],
  ["tags, of one type", [allow("ecs:TagResource", SERVICE)], []],
  ["what Terraform fills in", [allow("ecs:CreateCluster", "arn:aws:ecs:eu-west-1:${data.aws_caller_identity.A.account_id}:cluster/x")], []],
  [
    "a condition that the request has",
    [allow("ecs:RegisterTaskDefinition", "*", { StringEquals: { "aws:RequestTag/Environment": "dev" } })],
    [],
  ],
  ["a condition that the resource has", [allow("ecs:CreateCluster", CLUSTER, { Null: { "aws:ResourceTag/Environment": "true" } })], []],
  ["a condition that every request has", [allow("ecs:CreateCluster", CLUSTER, { StringEquals: { "aws:SourceAccount": "1" } })], []],
  [
    "a condition that neither has",
    [allow("ecs:RegisterTaskDefinition", "*", { StringEquals: { "aws:ResourceTag/Environment": "dev" } })],
    ["ecs:RegisterTaskDefinition: it says nothing of aws:ResourceTag/Environment"],
  ],
])("%s", (_, statements, expected) => expect(wrong(...statements)).toEqual(expected));
