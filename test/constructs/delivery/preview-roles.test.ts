import { BOUNDARY_ID } from "../../../constructs/core/role-boundary";
import { type Request, isAllowed } from "../../support/iam/evaluate";
import { pathOf, resources } from "../../support/synth";
import { ACCOUNT, STATES, boundaryArn, pipeline, policies, rightsOf } from "./pipeline-fixtures";

/** Roles for environments with the name prefix `pull`, created in a separate environment. */
const JSON_ = pipeline({ refs: ["refs/pull/*/merge", "refs/heads/main"], environments: "pull*" }, "preview");
const ROLES = ["deploy", "publish"] as const;
const RIGHTS = { deploy: rightsOf(JSON_, "deploy", "preview"), publish: rightsOf(JSON_, "publish", "preview") };
const allowing = (request: Request) => ROLES.filter((role) => isAllowed(RIGHTS[role], request));

const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const state = (key: string) => `arn:aws:s3:::${STATES}/${key}`;
const of = (service: string, name: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${name}`;
const bounded = { "iam:PermissionsBoundary": boundaryArn(JSON_) };
const tagged = (environment: string) => ({ "aws:ResourceTag/Environment": environment });
const key = of("kms", "key/12345678");

const NONE = [] as const;

const TABLE: readonly (readonly [what: string, request: Request, roles: readonly (typeof ROLES)[number][]])[] = [
  // Previews of any number.
  ["create a preview's table", { action: "dynamodb:CreateTable", resource: of("dynamodb", "table/pull12-likes") }, ["deploy"]],
  ["delete another preview's table", { action: "dynamodb:DeleteTable", resource: of("dynamodb", "table/pull7-likes") }, ["deploy"]],
  ["read a preview's secret", { action: "secretsmanager:GetSecretValue", resource: of("secretsmanager", "secret:pull12-x-A") }, ["deploy"]],
  ["delete a preview's logs", { action: "logs:DeleteLogGroup", resource: of("logs", "log-group:/pull12/service/api:*") }, ["deploy"]],
  ["delete a preview's key", { action: "kms:ScheduleKeyDeletion", resource: key, context: tagged("pull12") }, ["deploy"]],
  ["create a key for a preview", { action: "kms:CreateKey", context: { "aws:RequestTag/Environment": "pull12" } }, ["deploy"]],
  ["tag a key in creation", { action: "kms:TagResource", resource: key, context: { "aws:RequestTag/Environment": "pull12" } }, ["deploy"]],
  [
    "retag a key of another environment",
    { action: "kms:TagResource", resource: key, context: { ...tagged("prod"), "aws:RequestTag/Environment": "pull12" } },
    NONE,
  ],
  ["empty a preview's bucket", { action: "s3:DeleteObject", resource: "arn:aws:s3:::pull12-site-1/index.html" }, ["deploy"]],
  ["push a preview's image", { action: "ecr:PutImage", resource: of("ecr", "repository/pull12/api") }, ["publish"]],
  ["create a preview's repository", { action: "ecr:CreateRepository", resource: of("ecr", "repository/pull12/api") }, ["deploy"]],

  // Other environments of the account.
  ...["prod", "preview", "pr12", "pul"].flatMap((other) => [
    [`delete a table of ${other}`, { action: "dynamodb:DeleteTable", resource: of("dynamodb", `table/${other}-likes`) }, NONE] as const,
    [
      `read a secret of ${other}`,
      { action: "secretsmanager:GetSecretValue", resource: of("secretsmanager", `secret:${other}-x-A`) },
      NONE,
    ] as const,
    [`delete a key of ${other}`, { action: "kms:ScheduleKeyDeletion", resource: key, context: tagged(other) }, NONE] as const,
    [`create a key for ${other}`, { action: "kms:CreateKey", context: { "aws:RequestTag/Environment": other } }, NONE] as const,
    [`push an image of ${other}`, { action: "ecr:PutImage", resource: of("ecr", `repository/${other}/api`) }, NONE] as const,
    [`create a role of ${other}`, { action: "iam:CreateRole", resource: role(`${other}-us-east-1-api`), context: bounded }, NONE] as const,
    [`write a state of ${other}`, { action: "s3:PutObject", resource: state(`${other}-foundation.tfstate`) }, NONE] as const,
    [`read a state of ${other}`, { action: "s3:GetObject", resource: state(`${other}-foundation.tfstate`) }, NONE] as const,
  ]),

  // States.
  ["list previews by their states", { action: "s3:ListBucket", resource: `arn:aws:s3:::${STATES}` }, ["deploy"]],
  ["write a preview's state", { action: "s3:PutObject", resource: state("pull12-edge.tfstate") }, ["deploy"]],
  ["lock it", { action: "s3:PutObject", resource: state("pull12-edge.tfstate.tflock") }, ["deploy"]],
  ["delete it", { action: "s3:DeleteObject", resource: state("pull12-edge.tfstate") }, ["deploy"]],
  ["delete an earlier version", { action: "s3:DeleteObjectVersion", resource: state("pull12-edge.tfstate") }, NONE],
  ["change the storage settings of states", { action: "s3:PutLifecycleConfiguration", resource: `arn:aws:s3:::${STATES}` }, NONE],

  // Roles: only those of previews, with the boundary of this environment.
  ["create a preview's role", { action: "iam:CreateRole", resource: role("pull12-us-east-1-api-task"), context: bounded }, ["deploy"]],
  ["create a role without a boundary", { action: "iam:CreateRole", resource: role("pull12-us-east-1-api-task") }, NONE],
  [
    "create a role with another boundary",
    {
      action: "iam:CreateRole",
      resource: role("pull12-us-east-1-x"),
      context: { "iam:PermissionsBoundary": `arn:aws:iam::${ACCOUNT}:policy/pull12-workload-boundary` },
    },
    NONE,
  ],
  ["write a policy", { action: "iam:CreatePolicy", resource: `arn:aws:iam::${ACCOUNT}:policy/pull12-workload-boundary` }, NONE],
  ...ROLES.map(
    (name) => [`change the trust of ${name}`, { action: "iam:UpdateAssumeRolePolicy", resource: role(`preview-${name}`) }, NONE] as const,
  ),
  ...ROLES.map((name) => [`assume ${name}`, { action: "sts:AssumeRole", resource: role(`preview-${name}`) }, NONE] as const),
];

test.each(TABLE)("%s", (_, request, roles) => {
  expect(allowing(request)).toEqual(roles);
});

test("previews have no plan roles: there are two roles, each with the pipeline's boundary", () => {
  expect(resources(JSON_, "aws_iam_role").map(({ name, permissions_boundary }) => [name, permissions_boundary !== undefined])).toEqual([
    ["preview-deploy", true],
    ["preview-publish", true],
  ]);
});

test("policies are named after their environment, and fit AWS's length limit", () => {
  const longest = pipeline({ environments: `${"p".repeat(11)}*` }, "e".repeat(12), "b".repeat(63));
  for (const { policy } of resources(longest, "aws_iam_policy"))
    expect(
      String(policy)
        .replaceAll(/\$\{data\.[^}]*\}/g, ACCOUNT)
        .replaceAll(/\$\{aws_[^}]*\}/g, "a".repeat(80)).length,
    ).toBeLessThanOrEqual(6_144);
  expect(resources(JSON_, "aws_iam_policy").map(({ name }) => String(name).split("-")[0])).toEqual(Array(10).fill("preview"));
  expect(Object.values(policies(JSON_)).flat().length).toBeGreaterThan(20);
  expect(resources(JSON_, "aws_iam_policy").map(pathOf)).toContain(`${BOUNDARY_ID}/Policy/Resource`);
});
