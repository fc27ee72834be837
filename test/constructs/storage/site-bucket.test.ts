import { BucketReplication } from "../../../constructs/storage/bucket-replication";
import { PrivateBucket } from "../../../constructs/storage/private-bucket";
import { SiteBucket } from "../../../constructs/storage/site-bucket";
import { EncryptionKey } from "../../../constructs/core/encryption-key";
import type { Placement } from "../../../constructs/core/placement";
import { type Block, referenceTo, resource, resources, statementsOf, synthesizeConstructs } from "../../support/synth";

const bucket = (placement: Partial<Placement> = {}) =>
  synthesizeConstructs((stack) => new SiteBucket(stack, "Site", { role: "site" }), placement);

const replicated = () =>
  synthesizeConstructs((stack) => {
    const from = new SiteBucket(stack, "Site", { role: "site" });
    const to = new SiteBucket(stack, "Copy", { role: "site-copy" });
    new BucketReplication(stack, "Replication", { role: "site", from, to });
  });

const SETTINGS = [
  "aws_s3_bucket_versioning",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_ownership_controls",
  "aws_s3_bucket_server_side_encryption_configuration",
];

const waitsFor = (block: Block): readonly string[] => (block.depends_on ?? []) as readonly string[];

test("a bucket blocks public access and disables ACLs", () => {
  const json = bucket();
  expect(resource(json, "aws_s3_bucket_public_access_block")).toMatchObject({
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
  expect(resource(json, "aws_s3_bucket_ownership_controls").rule).toEqual({ object_ownership: "BucketOwnerEnforced" });
});

test("the settings of a bucket are created one after another, versioning first", () => {
  const json = bucket();
  const [versioning, ...others] = SETTINGS.map((type) => resource(json, type));
  expect(versioning && waitsFor(versioning)).toEqual([]);
  others.forEach((block, index) => expect(waitsFor(block)[0]).toMatch(new RegExp(`^${SETTINGS[index] ?? ""}\\.`)));
});

test("only noncurrent versions of a site's files expire", () => {
  const [rule] = resource(bucket(), "aws_s3_bucket_lifecycle_configuration").rule as Block[];
  expect(rule).toMatchObject({ status: "Enabled", filter: [{ prefix: "" }], noncurrent_version_expiration: [{ noncurrent_days: 30 }] });
  expect(rule).not.toHaveProperty("expiration");
});

test("a site's files are encrypted with S3 managed keys", () => {
  const [rule] = resource(bucket(), "aws_s3_bucket_server_side_encryption_configuration").rule as Block[];
  expect(rule).toMatchObject({ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } });
});

test.each([
  ["retain", { force_destroy: false, lifecycle: { prevent_destroy: true } }],
  ["destroy", { force_destroy: true, lifecycle: { prevent_destroy: false } }],
] as const)("with removal policy %s", (removalPolicy, expected) => {
  expect(resource(bucket({ removalPolicy }), "aws_s3_bucket")).toMatchObject(expected);
});

test("logs expire with the environment's retention, are encrypted with the given key, and are not versioned", () => {
  const json = synthesizeConstructs(
    (stack) =>
      new PrivateBucket(stack, "Logs", {
        role: "logs",
        contents: { kind: "logs" },
        key: new EncryptionKey(stack, "Key", { purpose: "logs" }),
      }),
    { logRetention: "14 days" },
  );
  expect((resource(json, "aws_s3_bucket_lifecycle_configuration").rule as Block[])[0]).toMatchObject({ expiration: [{ days: 14 }] });
  expect((resource(json, "aws_s3_bucket_server_side_encryption_configuration").rule as Block[])[0]).toEqual({
    apply_server_side_encryption_by_default: {
      sse_algorithm: "aws:kms",
      kms_master_key_id: referenceTo(json, "aws_kms_key", undefined, "arn"),
    },
    bucket_key_enabled: true,
  });
  expect(resources(json, "aws_s3_bucket_versioning")).toEqual([]);
});

test("a failover bucket receives all objects and deletions, after both buckets are versioned and private", () => {
  const json = replicated();
  const replication = resource(json, "aws_s3_bucket_replication_configuration");
  expect((replication.rule as Block[])[0]).toEqual({
    id: "everything",
    status: "Enabled",
    priority: 0,
    filter: { prefix: "" },
    delete_marker_replication: { status: "Enabled" },
    destination: { bucket: referenceTo(json, "aws_s3_bucket", "Copy/Bucket/Resource", "arn") },
  });
  expect(waitsFor(replication)).toEqual([
    expect.stringMatching(/^aws_s3_bucket_server_side_encryption_configuration\.Site_/),
    expect.stringMatching(/^aws_s3_bucket_server_side_encryption_configuration\.Copy_/),
    expect.stringMatching(/^aws_iam_role_policy\./),
  ]);
});

test("the replication role is allowed only to read one bucket and write the other", () => {
  const json = replicated();
  const [from, to] = ["Site", "Copy"].map((id) => referenceTo(json, "aws_s3_bucket", `${id}/Bucket/Resource`, "arn"));
  const statements = statementsOf(resource(json, "aws_iam_role_policy"));
  expect(statements.map((statement) => statement.Resource)).toEqual([from, `${from}/*`, `${to}/*`]);
  expect(JSON.stringify(statements)).not.toContain('s3:*"');
});

test("S3 is allowed to assume the replication role without a condition, as AWS documents it", () => {
  const trust = statementsOf(resource(replicated(), "aws_iam_role"), "assume_role_policy");
  expect(trust).toEqual([{ Effect: "Allow", Principal: { Service: "s3.amazonaws.com" }, Action: "sts:AssumeRole" }]);
});
