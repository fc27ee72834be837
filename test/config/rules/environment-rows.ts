import { type Row, expected } from "./row";

const longDomain = `${"a".repeat(40)}.${"b".repeat(14)}.com`;
const manyTags = Array.from({ length: 47 }, (_, index) => `t${index + 10}`);

/** More workloads than one EventBridge rule can record. */
const MANY = Array.from({ length: 126 }, (_none, index) => `worker${index}`);

/** Violations of the rules about the environment, its names and its state. */
export const environmentRows: readonly Row[] = [
  ["environment.name", { name: "internal" }, expected("name", "internal", "internal-", "any name except aws, internal", "another name")],
  ["environment.name", { name: "sg" }, expected("name", "sg", "security groups", "any name except aws, internal, sg", "another name")],
  [
    "environment.name",
    { name: "ssm" },
    expected("name", "ssm", "parameters of Systems Manager", "any name except aws, internal, sg, ssm", "another name"),
  ],
  ["environment.name", { name: "aws" }, expected("name", "aws", "log groups of all environments", "any name except aws", "another name")],
  [
    "environment.domain",
    { domainName: longDomain, "state.bucket": "x-state" },
    expected("domainName", longDomain, "59 characters", "at most 57", "shorter"),
  ],
  [
    "environment.log-retention",
    { logRetention: "10 days" },
    expected("logRetention", "10 days", "retention period of CloudWatch Logs", "7, 14, 30", '"14 days"'),
  ],
  ["environment.tags", { "tags.aws:owner": "x" }, expected('tags["aws:owner"]', "x", "aws:", "ManagedBy", "another key")],
  ["environment.tags", { "tags.environment": "x" }, expected("tags.environment", "x", "Terrace sets", "Environment", "Remove it")],
  [
    "environment.tags",
    { tags: Object.fromEntries(manyTags.map((key) => [key, ""])) },
    expected("tags", manyTags, "47 tags", "at most 46", "Remove some"),
  ],
  ["state.bucket", { "state.bucket": "a..b" }, expected("state.bucket", "a..b", "two dots", "S3 bucket", "plain name")],
  ["state.bucket", { "state.bucket": "192.168.0.1" }, expected("state.bucket", "192.168.0.1", "IP address", "S3 bucket", "plain name")],
  ["state.bucket", { "state.bucket": "xn--state" }, expected("state.bucket", "xn--state", "starts", "S3 bucket", "plain name")],
  ["state.bucket", { "state.bucket": "state-s3alias" }, expected("state.bucket", "state-s3alias", "ends", "S3 bucket", "plain name")],
  [
    "state.bucket",
    { domainName: `${"a".repeat(52)}.com` },
    expected("state.bucket", `test-${"a".repeat(52)}-com-terraform-state`, "77 characters", "3 to 63", "shorter"),
  ],
  [
    "state.region",
    { "state.region": "eu-west1" },
    expected("state.region", "eu-west1", "is not a valid AWS region", "eu-west-1", "`eu-west-1`"),
  ],
  [
    "site.failover-region",
    { "site.failoverRegion": "us-east-1" },
    expected("site.failoverRegion", "us-east-1", "the home region", "other than the home region", "Remove it"),
  ],
  [
    "site.failover-region",
    { "site.failoverRegion": "us-west-3" },
    expected("site.failoverRegion", "us-west-3", "is not a valid AWS region", "an AWS region", "Did you mean"),
  ],
  [
    "name.too-long",
    { name: "productioneu", regions: { "ap-southeast-2": {} }, "caches.sessions-of-people": {} },
    expected(
      "caches.sessions-of-people",
      "ap-southeast-2-sessions-of-people",
      'produces the name "productioneu-ap-southeast-2-sessions-of-people", which is 46 characters long',
      "at most 40 characters for a replicationGroup",
      "Shorten it",
    ),
  ],
  [
    "name.taken",
    { "databases.main": { engine: "mysql", readReplicas: 2 }, "databases.main-replica-2": { engine: "mysql" } },
    expected(
      "databases.main-replica-2",
      "main-replica-2",
      '"test-main-replica-2", which databases.main also produces',
      "unique names",
      "Rename",
    ),
  ],
  [
    "name.taken",
    { "queues.mails": {}, "queues.mails-dead-letters": {} },
    expected(
      "queues.mails-dead-letters",
      "mails-dead-letters",
      '"test-mails-dead-letters", which queues.mails also produces',
      "unique names",
      "Rename",
    ),
  ],
  [
    "name.too-long",
    { "services.api.image": `${"a".repeat(260)}:1` },
    expected("services.api.image", "a".repeat(260), "265 characters", "at most 256 characters for a repository", "Shorten it"),
  ],
  [
    "name.too-long",
    {
      name: "productioneu",
      regions: { "ap-southeast-2": {} },
      "placement.api": { loadBalancer: 2, securityGroup: 1, priorities: [40_000] },
    },
    expected(
      "name",
      "productioneu",
      'produces the name "productioneu-ap-southeast-2-alb-2-logs", which is 38 characters long',
      "at most 37 characters for a bucketPrefix",
      "Shorten it",
    ),
  ],
  [
    "name.too-long",
    {
      name: "productioneu",
      regions: { "ap-southeast-2": {} },
      queues: { emails: {} },
      workers: Object.fromEntries(MANY.map((name) => [name, { image: "mailer:1.0.0", consumes: "emails" }])),
      groups: { "checkout-of-all-shop": { workers: MANY } },
    },
    expected(
      "groups.checkout-of-all-shop",
      "ap-southeast-2-ecs-deployments-checkout-of-all-shop-2",
      'produces the name "productioneu-ap-southeast-2-ecs-deployments-checkout-of-all-shop-2", which is 66 characters long',
      "at most 64 characters for a eventRule",
      "Shorten it, or the environment's name",
    ),
  ],
];
