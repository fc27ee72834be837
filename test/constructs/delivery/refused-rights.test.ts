import type { Context } from "../../support/iam/conditions";
import { type Request, type Rights, isAllowed } from "../../support/iam/evaluate";
import { DATA } from "../../../constructs/delivery/permissions/data";
import { TAGGED } from "../../../constructs/delivery/permissions/tagged-statements";
import { ACCOUNT, pipeline, policies, rightsOf } from "./pipeline-fixtures";

/** Requests that were allowed earlier, by subject: each row failed before its permission was narrowed. */
const PRODUCTION = pipeline({}, "prod");
const PREVIEWS = pipeline({ refs: ["refs/pull/*/merge"], environments: "pull*" }, "preview");
const ADMINISTRATOR = [{ Effect: "Allow", Action: "*", Resource: "*" }] as const;

const SUBJECTS = {
  "the deploy role of prod": rightsOf(PRODUCTION, "deploy", "prod"),
  "the deploy role of previews": rightsOf(PREVIEWS, "deploy", "preview"),
  "a plan role of prod with an administrator's policy": {
    policies: ADMINISTRATOR,
    boundary: rightsOf(PRODUCTION, "plan", "prod").boundary,
  },
} as const satisfies Readonly<Record<string, Rights>>;

type Subject = keyof typeof SUBJECTS;
type Row = readonly [subject: Subject, what: string, request: Request];

const of = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;
const key = of("kms", "key/1234abcd");
const workspace = of("aps", "workspace/ws-1234");
const on = (environment: string): Context => ({ "aws:ResourceTag/Environment": environment });
const as = (environment: string): Context => ({ "aws:RequestTag/Environment": environment });
const removed = (tagKey: string): Context => ({ "aws:TagKeys": [tagKey] });

/** An environment, its own name, and a sibling whose name ends with it. */
const OWNERS = [
  ["the deploy role of prod", "prod", "preprod"],
  ["the deploy role of previews", "pull12", "xpull12"],
] as const;

const TABLE: readonly Row[] = OWNERS.flatMap(([subject, own, other]): readonly Row[] => [
  // Keys.
  [
    subject,
    "take an untagged key that has an alias",
    { action: "kms:TagResource", resource: key, context: { ...as(own), "kms:ResourceAliases": ["alias/billing"] } },
  ],
  [
    subject,
    "take an untagged key for signatures",
    { action: "kms:TagResource", resource: key, context: { ...as(own), "kms:KeySpec": "RSA_2048", "kms:KeyUsage": "SIGN_VERIFY" } },
  ],
  [
    subject,
    "take an untagged key with imported material",
    { action: "kms:TagResource", resource: key, context: { ...as(own), "kms:KeyOrigin": "EXTERNAL" } },
  ],
  [subject, "give its key away", { action: "kms:TagResource", resource: key, context: { ...on(own), ...as(other) } }],
  [
    subject,
    "remove the tag of its key",
    { action: "kms:UntagResource", resource: key, context: { ...on(own), ...removed("Environment") } },
  ],

  // Workspaces of Prometheus.
  [subject, "create a workspace without a tag", { action: "aps:CreateWorkspace" }],
  [subject, "create a workspace for another environment", { action: "aps:CreateWorkspace", context: as(other) }],
  [subject, "delete another's workspace", { action: "aps:DeleteWorkspace", resource: workspace, context: on(other) }],
  [subject, "delete an untagged workspace", { action: "aps:DeleteWorkspace", resource: workspace }],
  [subject, "take another's workspace", { action: "aps:TagResource", resource: workspace, context: { ...on(other), ...as(own) } }],
  [subject, "give its workspace away", { action: "aps:TagResource", resource: workspace, context: { ...on(own), ...as(other) } }],
  [
    subject,
    "remove the tag of another's workspace",
    { action: "aps:UntagResource", resource: workspace, context: { ...on(other), ...removed("Environment") } },
  ],
  [
    subject,
    "remove the tag of its workspace",
    { action: "aps:UntagResource", resource: workspace, context: { ...on(own), ...removed("Environment") } },
  ],

  // Names that end with the environment's name, or contain it.
  [
    subject,
    "delete the scaling alarm of a sibling's service",
    {
      action: "cloudwatch:DeleteAlarms",
      resource: of("cloudwatch", `alarm:TargetTracking-service/${other}-eu-west-1/api-AlarmHigh-14069c4a`),
    },
  ],
  [
    subject,
    "delete the scaling alarm of a sibling's table",
    { action: "cloudwatch:DeleteAlarms", resource: of("cloudwatch", `alarm:TargetTracking-table/${other}-likes-AlarmLow-14069c4a`) },
  ],
  [
    subject,
    "delete a sibling's global datastore",
    {
      action: "elasticache:DeleteGlobalReplicationGroup",
      resource: `arn:aws:elasticache::${ACCOUNT}:globalreplicationgroup:sgaui-${other}-sessions`,
    },
  ],
  [
    subject,
    "delete the logs of a function that no stack has",
    { action: "logs:DeleteLogGroup", resource: of("logs", `log-group:/aws/lambda/${own}-billing:*`) },
  ],
  [
    subject,
    "delete a log group below a sibling's path",
    { action: "logs:DeleteLogGroup", resource: of("logs", `log-group:/aws/vendedlogs/${other}/${own}-alb:*`) },
  ],
  [
    subject,
    "tag an event subscription of RDS that people created",
    { action: "rds:AddTagsToResource", resource: of("rds", `es:${own}-page-the-database-team`) },
  ],
]);

const BOUNDED: readonly Row[] = Object.entries(TAGGED).flatMap(([service, { create }]): readonly Row[] => {
  const subject = "a plan role of prod with an administrator's policy";
  const resource = service === "kms" ? key : workspace;
  return [
    [subject, `tag staging's ${service}`, { action: `${service}:TagResource`, resource, context: { ...on("staging"), ...as("prod") } }],
    [subject, `give away ${service}`, { action: `${service}:TagResource`, resource, context: { ...on("prod"), ...as("staging") } }],
    [subject, `untag ${service}`, { action: `${service}:UntagResource`, resource, context: { ...on("prod"), ...removed("Environment") } }],
    [subject, `create ${service} for staging`, { action: create, context: as("staging") }],
    [
      subject,
      `use staging's ${service}`,
      { action: service === "kms" ? "kms:Decrypt" : "aps:QueryMetrics", resource, context: on("staging") },
    ],
  ];
});

test.each([...TABLE, ...BOUNDED])("%s cannot %s", (subject, _, request) => {
  expect(isAllowed(SUBJECTS[subject], request)).toBe(false);
});

test.each(OWNERS)("%s can create, tag, use and delete its own keys and workspaces", (subject, own) => {
  const allowed: readonly Request[] = [
    { action: "kms:CreateKey", context: as(own) },
    // KMS authorizes this as a part of CreateKey: https://docs.aws.amazon.com/kms/latest/developerguide/tag-permissions.html
    { action: "kms:TagResource", resource: key, context: as(own) },
    { action: "kms:TagResource", resource: key, context: { ...as(own), "kms:KeyOrigin": "AWS_KMS", "kms:KeySpec": "SYMMETRIC_DEFAULT" } },
    { action: "kms:TagResource", resource: key, context: { ...on(own), "kms:ResourceAliases": [`alias/${own}-logs`] } },
    { action: "kms:UntagResource", resource: key, context: { ...on(own), ...removed("Team") } },
    { action: "kms:EnableKeyRotation", resource: key, context: on(own) },
    { action: "kms:CreateAlias", resource: of("kms", `alias/${own}-eu-west-1-logs`) },
    { action: "kms:CreateAlias", resource: key, context: on(own) },
    { action: "kms:ScheduleKeyDeletion", resource: key, context: on(own) },
    { action: "aps:CreateWorkspace", context: as(own) },
    { action: "aps:TagResource", resource: workspace, context: { ...on(own), "aws:TagKeys": ["Team"] } },
    { action: "aps:DeleteWorkspace", resource: workspace, context: on(own) },
  ];
  expect(allowed.filter((request) => !isAllowed(SUBJECTS[subject], request))).toEqual([]);
});

describe("managed policies of workloads", () => {
  const actions = ["iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:DeletePolicy", "iam:DeletePolicyVersion", "iam:TagPolicy"];
  const policy = (name: string) => `arn:aws:iam::${ACCOUNT}:policy/${name}`;
  const json = pipeline({}, "prod", undefined, { largePolicies: true });
  const deploy = rightsOf(json, "deploy", "prod");
  const requests = (name: string) => actions.map((action) => ({ action, resource: policy(name) }));
  const allowed = (rights: Rights, names: readonly string[]) => names.flatMap(requests).filter((request) => isAllowed(rights, request));

  test("are written by the deploy role, if roles need them", () => {
    expect(allowed(deploy, ["prod/prod-eu-west-1-api-task-2"])).toEqual(requests("prod/prod-eu-west-1-api-task-2"));
    expect(allowed(rightsOf(PREVIEWS, "deploy", "preview"), ["pull12/pull12-eu-west-1-api-task-2"])).toEqual([]);
  });

  test("are not written if no role needs them", () => {
    expect(allowed(SUBJECTS["the deploy role of prod"], ["prod/prod-eu-west-1-api-task-2"])).toEqual([]);
  });

  test("do not include the pipeline's own policies, boundaries, and policies of other environments", () => {
    const others = ["prod-deploy-identity", "prod-delivery-boundary", "prod-workload-boundary", "preprod/policy", "policy"];
    expect(allowed(deploy, others)).toEqual([]);
    const administrator = { ...deploy, policies: ADMINISTRATOR };
    expect(allowed(administrator, ["prod-deploy-identity", "prod-delivery-boundary", "prod-workload-boundary"])).toEqual([]);
  });

  test("cannot be attached to a role without the boundary of workloads", () => {
    const role = `arn:aws:iam::${ACCOUNT}:role/prod-eu-west-1-api-task`;
    expect(isAllowed(deploy, { action: "iam:AttachRolePolicy", resource: role })).toBe(false);
  });
});

describe("the storage settings of states", () => {
  /** It has the default name, so that the permissions on buckets of the environment cover it too. */
  const STATES = "prod-example-com-terraform-state";
  const json = pipeline({}, "prod", STATES);
  const deploy = rightsOf(json, "deploy", "prod");
  const subjects = { "its deploy role": deploy, "a role with an administrator's policy": { ...deploy, policies: ADMINISTRATOR } };
  const buckets = [STATES, `${STATES}-copy`].flatMap((name) => [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/prod-data.tfstate`]);

  /** Harmless actions: an existing bucket cannot be created again; the others read, or change current objects, whose versions can be restored. */
  const HARMLESS = /:(CreateBucket|AbortMultipartUpload|DeleteObject|List\w+)$/;
  const ofStacks = Object.values(DATA)
    .flatMap(({ write }) => write)
    .filter((action) => action.startsWith("s3:") && !HARMLESS.test(action));
  const OTHERS = ["s3:PutBucketAcl", "s3:PutBucketObjectLockConfiguration", "s3:PutInventoryConfiguration", "s3:PutObjectAcl"];

  test.each(Object.entries(subjects))("cannot be changed by %s", (_, rights) => {
    expect(ofStacks).toEqual(
      expect.arrayContaining(["s3:TagResource", "s3:UntagResource", "s3:DeleteObjectVersion", "s3:PutBucketPolicy"]),
    );
    const requests = [...ofStacks, ...OTHERS].flatMap((action) => buckets.map((resource) => ({ action, resource })));
    expect(requests.filter((request) => isAllowed(rights, request))).toEqual([]);
  });

  test("can be changed for other buckets", () => {
    expect(ofStacks.filter((action) => !isAllowed(deploy, { action, resource: "arn:aws:s3:::prod-site-1" }))).toEqual([]);
  });
});

describe("permissions that depend on a tag", () => {
  const statements = [PRODUCTION, PREVIEWS].flatMap((json) => Object.values(policies(json)).flat());
  const servicesOf = (actions: readonly string[]) => actions.map((action) => action.split(":")[0] ?? "");
  const keysOf = (condition: unknown) =>
    Object.values((condition ?? {}) as Readonly<Record<string, object>>).flatMap((each) => Object.keys(each));

  test("cover exactly the services in the list", () => {
    const tagged = statements.filter(({ Condition }) => keysOf(Condition).some((each) => /^aws:(ResourceTag|RequestTag)/.test(each)));
    expect([...new Set(tagged.flatMap(({ Action }) => servicesOf([Action].flat())))].sort()).toEqual(Object.keys(TAGGED).sort());
  });

  test("are allowed only with a condition on the tag, except for reading settings", () => {
    const reads = /:(Describe|Get|List)/;
    const unconditional = statements
      .filter(({ Effect, Condition }) => Effect === "Allow" && !keysOf(Condition).some((each) => /^aws:(Resource|Request)Tag/.test(each)))
      .flatMap(({ Action }) => [Action].flat())
      .filter((action) => Object.hasOwn(TAGGED, servicesOf([action])[0] ?? "") && !reads.test(action));
    // Aliases have no tag. The boundaries allow the rest, and deny it for other environments' tags.
    expect([...new Set(unconditional)].sort()).toEqual([
      ...["aps:*", "aps:QueryMetrics", "aps:RemoteWrite", "kms:*", "kms:CreateAlias", "kms:Decrypt", "kms:DeleteAlias"],
      ...["kms:GenerateDataKey", "kms:UpdateAlias"],
    ]);
  });
});
