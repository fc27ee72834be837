import { AccessLogBucket } from "../../../constructs/load-balancing/access-log-bucket";
import type { LogWriter } from "../../../constructs/load-balancing/access-log-policy";
import type { Placement } from "../../../constructs/core/placement";
import { REGION_NAMES } from "../../../aws/regions";
import { referenceTo, resource, statementsOf, synthesizeConstructs } from "../../support/synth";

const ACCOUNT = "${data.aws_caller_identity.Account.account_id}";

function synth(writer: LogWriter, placement: Partial<Placement> = {}) {
  return synthesizeConstructs((stack) => void new AccessLogBucket(stack, "Logs", { writer }), placement);
}

function statement(writer: LogWriter, sid: string, placement: Partial<Placement> = {}) {
  return statementsOf(resource(synth(writer, placement), "aws_s3_bucket_policy")).find((candidate) => candidate.Sid === sid);
}

const json = synth("application");
const arn = referenceTo(json, "aws_s3_bucket", undefined, "arn");

describe("permissions to write", () => {
  test.each([
    ["us-east-1", { AWS: "arn:aws:iam::127311923021:root" }],
    ["eu-west-3", { AWS: "arn:aws:iam::009996457667:root" }],
    ["eu-south-2", { Service: "logdelivery.elasticloadbalancing.amazonaws.com" }],
    ["il-central-1", { Service: "logdelivery.elasticloadbalancing.amazonaws.com" }],
  ])("ALB in %s: %j", (region, principal) => {
    expect(statement("application", "Write", { region })).toMatchObject({ Effect: "Allow", Principal: principal, Action: "s3:PutObject" });
  });

  test("are limited to this account's path, which has no prefix before AWSLogs", () => {
    expect(statement("application", "Write")).toMatchObject({ Resource: `${arn}/AWSLogs/${ACCOUNT}/*` });
    expect(statement("network", "Write")).toMatchObject({ Resource: `${arn}/AWSLogs/${ACCOUNT}/*` });
  });

  test("for an NLB, the log delivery service of this account and region can read the ACL and write", () => {
    const conditions = {
      StringEquals: { "aws:SourceAccount": ACCOUNT },
      ArnLike: { "aws:SourceArn": `arn:aws:logs:us-east-1:${ACCOUNT}:*` },
    };
    const principal = { Service: "delivery.logs.amazonaws.com" };
    expect(statement("network", "Check")).toMatchObject({
      Principal: principal,
      Action: "s3:GetBucketAcl",
      Resource: arn,
      Condition: conditions,
    });
    expect(statement("network", "Write")).toMatchObject({
      Principal: principal,
      Action: "s3:PutObject",
      Condition: { ...conditions, StringEquals: { ...conditions.StringEquals, "s3:x-amz-acl": "bucket-owner-full-control" } },
    });
  });
});

describe("the bucket", () => {
  test("is encrypted by S3 instead of KMS, which load balancers do not support", () => {
    expect(resource(json, "aws_s3_bucket_server_side_encryption_configuration")).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
    });
  });

  test("blocks public access before it has a policy", () => {
    expect(resource(json, "aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    // The last of the bucket's settings, which are created one at a time.
    const settings = "aws_s3_bucket_server_side_encryption_configuration";
    expect(resource(json, "aws_s3_bucket_policy").depends_on).toEqual([expect.stringMatching(`^${settings}\\.`)]);
  });

  test("requires TLS", () => {
    expect(statement("application", "TlsOnly")).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Resource: [arn, `${arn}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });

  test("expires logs after the environment's retention", () => {
    const { rule } = resource(synth("application", { logRetention: "90 days" }), "aws_s3_bucket_lifecycle_configuration");
    expect(rule).toEqual([expect.objectContaining({ status: "Enabled", expiration: [{ days: 90 }] })]);
  });

  test.each([
    ["retain", { force_destroy: false }],
    ["destroy", { force_destroy: true }],
  ] as const)("removal policy %s: %j (AWS keeps a bucket that has logs in it)", (removalPolicy, expected) => {
    expect(resource(synth("application", { removalPolicy }), "aws_s3_bucket")).toMatchObject(expected);
  });

  test("has a name prefix that fits the longest environment name in every region", () => {
    for (const region of REGION_NAMES) {
      const prefix = resource(synth("network", { environment: "productionxy", region }), "aws_s3_bucket").bucket_prefix;
      expect(prefix).toBe(`productionxy-${region}-nlb-logs-`);
      expect((prefix as string).length).toBeLessThanOrEqual(37);
    }
  });
});
