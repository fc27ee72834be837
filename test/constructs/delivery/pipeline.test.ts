import { type Request, isAllowed } from "../../support/iam/evaluate";
import { pathOf, resource, resources } from "../../support/synth";
import { PIPELINE_ROLES } from "../../../constructs/delivery/pipeline-role";
import { ACCOUNT, STATES, boundaryArn, pipeline, policies, rightsOf } from "./pipeline-fixtures";

const JSON_ = pipeline();
const ROLES = PIPELINE_ROLES;
const RIGHTS = {
  plan: rightsOf(JSON_, "plan"),
  prepare: rightsOf(JSON_, "prepare"),
  deploy: rightsOf(JSON_, "deploy"),
  publish: rightsOf(JSON_, "publish"),
};
const allowing = (request: Request) => ROLES.filter((role) => isAllowed(RIGHTS[role], request));

const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const state = (key: string) => `arn:aws:s3:::${STATES}/${key}`;
const secret = (name: string) => `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:${name}-AbCdEf`;
const images = (name: string) => `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/${name}`;
const key = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/12345678`;
const bounded = { "iam:PermissionsBoundary": boundaryArn(JSON_) };
const ours = { "aws:ResourceTag/Environment": "dev" };
const theirs = { "aws:ResourceTag/Environment": "prod" };
const asOurs = { "aws:RequestTag/Environment": "dev" };
const viaSecrets = { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" };

/** A policy as AWS receives it: with the account ID, and ARNs of realistic length. */
const textOf = (policy: unknown) =>
  String(policy)
    .replaceAll(/\$\{data\.[^}]*\}/g, ACCOUNT)
    .replaceAll(/\$\{aws_[^}]*\}/g, `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`);

/** The roles that plan or deploy. */
const ALL = ["plan", "prepare", "deploy"] as const;
const NONE = [] as const;

/** Requests, and the roles that are allowed to make them. */
const TABLE: readonly (readonly [what: string, request: Request, roles: readonly (typeof ROLES)[number][]])[] = [
  // Settings and data.
  ["describe networks", { action: "ec2:DescribeVpcs" }, ALL],
  ["describe alarms", { action: "cloudwatch:DescribeAlarms" }, ALL],
  ["describe a bucket of the environment", { action: "s3:GetBucketPolicy", resource: "arn:aws:s3:::dev-site-1" }, ALL],
  ["list a bucket of another environment", { action: "s3:ListBucket", resource: "arn:aws:s3:::prod-site-1" }, NONE],
  ["read files of a bucket", { action: "s3:GetObject", resource: "arn:aws:s3:::dev-us-east-1-alb-logs-1/x" }, NONE],
  ["read a table", { action: "dynamodb:GetItem", resource: `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/prod-likes` }, NONE],
  ["receive messages", { action: "sqs:ReceiveMessage", resource: `arn:aws:sqs:eu-west-1:${ACCOUNT}:dev-emails` }, NONE],
  ["read logs", { action: "logs:GetLogEvents" }, NONE],
  ["pull images", { action: "ecr:BatchGetImage", resource: images("dev/api") }, ["publish"]],
  ["pull images of another environment", { action: "ecr:BatchGetImage", resource: images("prod/api") }, NONE],

  // Images.
  ["sign in to the registry", { action: "ecr:GetAuthorizationToken" }, ["publish"]],
  ...["BatchCheckLayerAvailability", "InitiateLayerUpload", "UploadLayerPart", "CompleteLayerUpload", "PutImage", "DescribeImages"].map(
    (name) => [`push an image (${name})`, { action: `ecr:${name}`, resource: images("dev/api") }, ["publish"]] as const,
  ),
  ["push an image of another environment", { action: "ecr:PutImage", resource: images("prod/api") }, NONE],
  ["push an image of an environment with a longer name", { action: "ecr:PutImage", resource: images("dev2/api") }, NONE],
  ["delete an image", { action: "ecr:BatchDeleteImage", resource: images("dev/api") }, NONE],
  ["make tags mutable", { action: "ecr:PutImageTagMutability", resource: images("dev/api") }, ["deploy"]],
  ["share a repository", { action: "ecr:SetRepositoryPolicy", resource: images("dev/api") }, NONE],
  ["run an image", { action: "ecs:UpdateService", resource: `arn:aws:ecs:eu-west-1:${ACCOUNT}:service/dev-us-east-1/api` }, ["deploy"]],

  // Secrets and keys.
  ["read a secret of the environment", { action: "secretsmanager:GetSecretValue", resource: secret("dev-database-main") }, ALL],
  ["read a secret of another environment", { action: "secretsmanager:GetSecretValue", resource: secret("prod-database-main") }, NONE],
  [
    "read a secret of an environment with a longer name",
    { action: "secretsmanager:GetSecretValue", resource: secret("dev2-database-main") },
    NONE,
  ],
  ["write a secret", { action: "secretsmanager:PutSecretValue", resource: secret("dev-database-main") }, ["deploy"]],
  ["decrypt a secret", { action: "kms:Decrypt", resource: key, context: { ...ours, ...viaSecrets } }, ALL],
  ["decrypt anything else", { action: "kms:Decrypt", resource: key, context: ours }, ["deploy"]],
  ["decrypt with a key of another environment", { action: "kms:Decrypt", resource: key, context: { ...theirs, ...viaSecrets } }, NONE],
  ["create a key of the environment", { action: "kms:CreateKey", context: { "aws:RequestTag/Environment": "dev" } }, ["deploy"]],
  ["create a key without a tag", { action: "kms:CreateKey" }, NONE],
  ["delete a key of the environment", { action: "kms:ScheduleKeyDeletion", resource: key, context: ours }, ["deploy"]],
  ["delete a key of another environment", { action: "kms:ScheduleKeyDeletion", resource: key, context: theirs }, NONE],
  ["retag a key of another environment", { action: "kms:TagResource", resource: key, context: { ...theirs, ...asOurs } }, NONE],
  ["tag a key that is being made", { action: "kms:TagResource", resource: key, context: asOurs }, ["deploy"]],
  ["tag a key of ours", { action: "kms:TagResource", resource: key, context: { ...ours, ...asOurs } }, ["deploy"]],

  // Names of this and of other environments.
  [
    "delete a table of ours",
    { action: "dynamodb:DeleteTable", resource: `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/dev-likes` },
    ["deploy"],
  ],
  [
    "delete a table of others",
    { action: "dynamodb:DeleteTable", resource: `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/prod-likes` },
    NONE,
  ],
  ["delete a database of ours", { action: "rds:DeleteDBInstance", resource: `arn:aws:rds:eu-west-1:${ACCOUNT}:db:dev-main` }, ["deploy"]],
  ["delete a database of others", { action: "rds:DeleteDBInstance", resource: `arn:aws:rds:eu-west-1:${ACCOUNT}:db:prod-main` }, NONE],
  [
    "delete logs of ours",
    { action: "logs:DeleteLogGroup", resource: `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/dev/service/api:*` },
    ["deploy"],
  ],
  [
    "delete logs of others",
    { action: "logs:DeleteLogGroup", resource: `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/lambda/billing:*` },
    NONE,
  ],
  ["make a network", { action: "ec2:CreateVpc" }, ["deploy"]],
  ["change a distribution", { action: "cloudfront:UpdateDistribution" }, ["deploy"]],

  // States and plans.
  ["list states", { action: "s3:ListBucket", resource: `arn:aws:s3:::${STATES}` }, ALL],
  ["read a state", { action: "s3:GetObject", resource: state("dev-foundation.tfstate") }, ALL],
  ["lock a state", { action: "s3:PutObject", resource: state("dev-foundation.tfstate.tflock") }, ["deploy"]],
  ["unlock it", { action: "s3:DeleteObject", resource: state("dev-foundation.tfstate.tflock") }, ["deploy"]],
  ["write a state", { action: "s3:PutObject", resource: state("dev-foundation.tfstate") }, ["deploy"]],
  ["read a state of another environment", { action: "s3:GetObject", resource: state("prod-foundation.tfstate") }, NONE],
  ["leave a plan", { action: "s3:PutObject", resource: state("plans/dev/0123abc/manifest.json") }, ["prepare", "deploy"]],
  ["note what is deployed", { action: "s3:PutObject", resource: state("deployed/dev.json") }, ["deploy"]],
  ["read it", { action: "s3:GetObject", resource: state("deployed/dev.json") }, ALL],
  ["note it for another environment", { action: "s3:PutObject", resource: state("deployed/prod.json") }, NONE],
  ["leave a plan for another environment", { action: "s3:PutObject", resource: state("plans/prod/0123abc/manifest.json") }, NONE],
  ["take up a plan", { action: "s3:GetObject", resource: state("plans/dev/0123abc/manifest.json") }, ["prepare", "deploy"]],
  ["take away what a state was", { action: "s3:DeleteObjectVersion", resource: state("dev-foundation.tfstate") }, NONE],
  ["open the state bucket", { action: "s3:PutBucketPolicy", resource: `arn:aws:s3:::${STATES}` }, NONE],
  ["stop keeping states", { action: "s3:PutBucketVersioning", resource: `arn:aws:s3:::${STATES}` }, NONE],
  ["mark it as somebody else's", { action: "s3:PutBucketTagging", resource: `arn:aws:s3:::${STATES}` }, NONE],
  ...[
    "s3:PutBucketPolicy",
    "s3:PutBucketPublicAccessBlock",
    "s3:PutBucketVersioning",
    "s3:PutLifecycleConfiguration",
    "s3:DeleteBucket",
  ].map((action) => [`${action} of the states' copy`, { action, resource: `arn:aws:s3:::${STATES}-copy` }, NONE] as const),
  ...["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"].map(
    (action) =>
      [`${action} in the states' copy`, { action, resource: `arn:aws:s3:::${STATES}-copy/dev-foundation.tfstate` }, NONE] as const,
  ),
  ["let others have what copies states", { action: "iam:UpdateAssumeRolePolicy", resource: role(`${STATES}-copy`) }, NONE],
  ["delete what copies states", { action: "iam:DeleteRole", resource: role(`${STATES}-copy`) }, NONE],
  ["open a bucket of ours to the CDN", { action: "s3:PutBucketPolicy", resource: "arn:aws:s3:::dev-site-1" }, ["deploy"]],

  // Roles cannot extend permissions.
  ["make a role within the boundary", { action: "iam:CreateRole", resource: role("dev-eu-west-1-api-task"), context: bounded }, ["deploy"]],
  ["make a role without", { action: "iam:CreateRole", resource: role("dev-eu-west-1-api-task") }, NONE],
  [
    "make a role within another boundary",
    { action: "iam:CreateRole", resource: role("dev-x"), context: { "iam:PermissionsBoundary": `arn:aws:iam::${ACCOUNT}:policy/other` } },
    NONE,
  ],
  ["make a role that no stack has", { action: "iam:CreateRole", resource: role("dev-admin"), context: bounded }, NONE],
  ["let others have a role that people made", { action: "iam:UpdateAssumeRolePolicy", resource: role("dev-admin") }, NONE],
  ["delete a role that people made", { action: "iam:DeleteRole", resource: role("dev-admin") }, NONE],
  [
    "hand a role on that people made",
    { action: "iam:PassRole", resource: role("dev-admin"), context: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    NONE,
  ],
  ["make a role with another's name", { action: "iam:CreateRole", resource: role("prod-x"), context: bounded }, NONE],
  ["give a role rights within it", { action: "iam:PutRolePolicy", resource: role("dev-eu-west-1-api-task"), context: bounded }, ["deploy"]],
  ["give a role rights that has none", { action: "iam:AttachRolePolicy", resource: role("dev-eu-west-1-api-task") }, NONE],
  [
    "take a boundary away",
    { action: "iam:DeleteRolePermissionsBoundary", resource: role("dev-eu-west-1-api-task"), context: bounded },
    NONE,
  ],
  [
    "hand a role to a task",
    { action: "iam:PassRole", resource: role("dev-eu-west-1-api-task"), context: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    ["deploy"],
  ],
  [
    "hand a role to a machine",
    { action: "iam:PassRole", resource: role("dev-eu-west-1-api-task"), context: { "iam:PassedToService": "ec2.amazonaws.com" } },
    NONE,
  ],
  ["let others have a role of ours", { action: "iam:UpdateAssumeRolePolicy", resource: role("dev-eu-west-1-api-task") }, ["deploy"]],
  ...ROLES.flatMap((name) => [
    [`let others have ${name}`, { action: "iam:UpdateAssumeRolePolicy", resource: role(`dev-${name}`) }, NONE] as const,
    [`give ${name} rights`, { action: "iam:PutRolePolicy", resource: role(`dev-${name}`), context: bounded }, NONE] as const,
    [
      `hand ${name} on`,
      { action: "iam:PassRole", resource: role(`dev-${name}`), context: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      NONE,
    ] as const,
    [`become ${name}`, { action: "sts:AssumeRole", resource: role(`dev-${name}`) }, NONE] as const,
  ]),
  ["change a policy", { action: "iam:CreatePolicyVersion", resource: `arn:aws:iam::${ACCOUNT}:policy/dev-workload-boundary` }, NONE],
  ["change the provider", { action: "iam:AddClientIDToOpenIDConnectProvider" }, NONE],
  ["read a policy", { action: "iam:GetPolicyVersion", resource: `arn:aws:iam::${ACCOUNT}:policy/dev-workload-boundary` }, ALL],
  ["create a user", { action: "iam:CreateUser", resource: `arn:aws:iam::${ACCOUNT}:user/dev-x` }, NONE],
  ["create an access key", { action: "iam:CreateAccessKey", resource: `arn:aws:iam::${ACCOUNT}:user/dev-x` }, NONE],
  [
    "create ECS's service-linked role",
    {
      action: "iam:CreateServiceLinkedRole",
      resource: role("aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"),
      context: { "iam:AWSServiceName": "ecs.amazonaws.com" },
    },
    ["deploy"],
  ],
  ["leave the organization", { action: "organizations:LeaveOrganization" }, NONE],
];

test.each(TABLE)("%s", (_, request, roles) => {
  expect(allowing(request)).toEqual(roles);
});

test("the boundary limits a role with an administrator's policy to the platform's services", () => {
  const admin = { policies: [{ Effect: "Allow", Action: "*", Resource: "*" } as const], boundary: RIGHTS.plan.boundary };
  for (const action of [
    "iam:CreateUser",
    "sts:AssumeRole",
    "organizations:LeaveOrganization",
    "iam:CreateRole",
    "lambda:CreateFunction",
    "cloudtrail:StopLogging",
  ])
    expect([action, isAllowed(admin, { action })]).toEqual([action, false]);
});

test("policies have at most 6,144 characters, and roles at most ten policies, even with the longest names", () => {
  const json = pipeline({}, "e".repeat(12), "b".repeat(63));
  const documents = resources(json, "aws_iam_policy").map(({ name, policy }) => [name, textOf(policy)] as const);
  expect(documents).toHaveLength(10);
  for (const [name, text] of documents) expect([name, text.length <= 6_144]).toEqual([name, true]);
  // Limits: 10,240 characters for all inline policies of a role; 2,048 for a trust policy.
  for (const { name, policy } of resources(json, "aws_iam_role_policy"))
    expect([name, textOf(policy).length <= 10_240]).toEqual([name, true]);
  for (const { name, assume_role_policy } of resources(json, "aws_iam_role"))
    expect([name, textOf(assume_role_policy).length <= 2_048]).toEqual([name, true]);
  expect(resources(json, "aws_iam_role_policy_attachment")).toHaveLength(1 + 1 + 8);
});

test("GitHub's provider is created once per account, for AWS's audience and without thumbprints", () => {
  const provider = resource(JSON_, "aws_iam_openid_connect_provider");
  expect(provider).toMatchObject({
    url: "https://token.actions.githubusercontent.com",
    client_id_list: ["sts.amazonaws.com"],
    lifecycle: { prevent_destroy: true },
  });
  expect(provider).not.toHaveProperty("thumbprint_list");
});

test("an existing provider is used", () => {
  const json = pipeline({ provider: "existing" });
  expect(resources(json, "aws_iam_openid_connect_provider")).toEqual([]);
  for (const { assume_role_policy } of resources(json, "aws_iam_role"))
    expect(assume_role_policy).toContain(':oidc-provider/token.actions.githubusercontent.com"');
});

test("each role has the boundary, trusts only GitHub, and has a session as long as its jobs", () => {
  const roles = resources(JSON_, "aws_iam_role").map((block) => [block.name, block.max_session_duration, pathOf(block)]);
  expect(roles).toEqual([
    ["dev-deploy", 21_600, "Pipeline/Deploy/Role/Resource"],
    ["dev-plan", 3_600, "Pipeline/Plan/Role/Resource"],
    ["dev-prepare", 3_600, "Pipeline/Prepare/Role/Resource"],
    ["dev-publish", 3_600, "Pipeline/Publish/Role/Resource"],
  ]);
  const boundaries = new Set(resources(JSON_, "aws_iam_role").map(({ permissions_boundary }) => permissions_boundary));
  expect(boundaries.size).toBe(1);
  for (const { assume_role_policy } of resources(JSON_, "aws_iam_role"))
    expect(String(assume_role_policy).match(/"Principal":\{"Federated":"[^"]+"\}/g)).toHaveLength(1);
});

test("every statement on all resources has a reason", () => {
  for (const block of [...resources(JSON_, "aws_iam_policy"), ...resources(JSON_, "aws_iam_role_policy")]) {
    const { Statement } = JSON.parse(String(block.policy)) as {
      Statement: { Action: string | string[]; Resource: unknown; Effect: string }[];
    };
    const skips = (block["//"] as { checkov?: { skip: { id: string; comment: string }[] } }).checkov?.skip ?? [];
    const reasons = new Set(skips.map(({ id }) => id));
    const stars = Statement.filter(({ Resource, Effect }) => Resource === "*" && Effect === "Allow").flatMap(({ Action }) =>
      [Action].flat(),
    );
    expect(stars.filter((action) => !reasons.has(`STAR ${action}`))).toEqual([]);
  }
});

test("policies are named by topic", () => {
  expect(Object.keys(policies(JSON_)).sort()).toEqual([
    "delivery-boundary",
    ...["compute", "data", "edge", "identity", "network", "telemetry", "watching"].map((part) => `deploy-${part}`),
    "settings",
    "workload-boundary",
  ]);
});
