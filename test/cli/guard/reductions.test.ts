import { allowLine, readAllowances } from "../../../cli/guard/allowances";
import { reviewPlans } from "../../../cli/guard/guard";
import { REDUCIBLE_TYPES, reductionsOf } from "../../../cli/guard/reductions";
import { planComment } from "../../../cli/plan-comment/plan-comment";
import type { Action, Change } from "../../../cli/terraform/plan-changes";
import { providerSchemas } from "../../support/provider-schema";
import { change, stackPlan } from "../change";

const DATABASE = "aws_db_instance";
const TABLE = "aws_dynamodb_table";
const LIFECYCLE = "aws_s3_bucket_lifecycle_configuration";

function changed(type: string, before: Change["before"], after: Change["after"], action: Action = "update"): Change {
  return change(action, `${type}.One`, { before, after });
}

/** Attributes whose change loses data, and attributes whose change loses protection. */
function reduced(one: Change) {
  const { losesData, losesProtection } = reductionsOf(one);
  return [losesData?.attributes ?? [], losesProtection?.attributes ?? []];
}

const pitr = (enabled: boolean, days?: number) => ({
  point_in_time_recovery: [{ enabled, ...(days !== undefined && { recovery_period_in_days: days }) }],
});
const ttl = (enabled: boolean, name = "expiresAt") => ({ ttl: [{ enabled, attribute_name: name }] });
const replicas = (...regions: readonly string[]) => ({ replica: regions.map((region_name) => ({ region_name })) });
const versioning = (status: string) => ({ versioning_configuration: [{ status }] });
const rule = (rest: object = {}, id = "old") => ({ id, status: "Enabled", filter: [{ prefix: "" }], ...rest });
const days = (count: number, rest: object = {}) => ({ bucket: "photos", rule: [rule({ expiration: [{ days: count }], ...rest })] });
const versions = (noncurrent_days: number, newer_noncurrent_versions?: number) => ({
  rule: [rule({ noncurrent_version_expiration: [{ noncurrent_days, newer_noncurrent_versions }] })],
});
const images = (countNumber: number, tagStatus = "any") => ({
  policy: JSON.stringify({ rules: [{ rulePriority: 1, selection: { tagStatus, countType: "imageCountMoreThan", countNumber } }] }),
});
const imageRules = (...selections: readonly object[]) => ({
  policy: JSON.stringify({ rules: selections.map((selection, index) => ({ rulePriority: index + 1, selection })) }),
});
const newest = (countNumber: number) => ({ tagStatus: "any", countType: "imageCountMoreThan", countNumber });
const released = (countNumber: number) => ({ ...newest(countNumber), tagStatus: "tagged", tagPatternList: ["release-*"] });
const copying = (status: string) => ({ rule: [{ id: "all", status }] });

describe("changes that lose data", () => {
  test.each([
    [DATABASE, "backup_retention_period", { backup_retention_period: 35 }, { backup_retention_period: 0 }],
    [DATABASE, "backup_retention_period", { backup_retention_period: 35 }, { backup_retention_period: 7 }],
    [DATABASE, "replicate_source_db", { replicate_source_db: "main" }, { replicate_source_db: "" }],
    [DATABASE, "replicate_source_db", { replicate_source_db: "main" }, { replicate_source_db: null }],
    ["aws_elasticache_replication_group", "snapshot_retention_limit", { snapshot_retention_limit: 7 }, { snapshot_retention_limit: 0 }],
    [TABLE, "point_in_time_recovery", pitr(true), pitr(false)],
    [TABLE, "point_in_time_recovery", pitr(true, 35), pitr(true, 7)],
    [TABLE, "ttl", ttl(false), ttl(true)],
    [TABLE, "ttl", ttl(true), ttl(true, "createdAt")],
    [TABLE, "replica", replicas("us-east-1", "eu-west-1"), replicas("us-east-1")],
    ["aws_dynamodb_table_replica", "point_in_time_recovery", { point_in_time_recovery: true }, { point_in_time_recovery: false }],
    [LIFECYCLE, "rule", days(90), days(30)],
    [LIFECYCLE, "rule", { rule: [] }, days(30)],
    [LIFECYCLE, "rule", days(90, { status: "Disabled" }), days(90)],
    [LIFECYCLE, "rule", days(90, { filter: [{ prefix: "logs/" }] }), days(90)],
    [LIFECYCLE, "rule", versions(30), versions(7)],
    [LIFECYCLE, "rule", versions(30, 5), versions(30, 1)],
    ["aws_cloudwatch_log_group", "retention_in_days", { retention_in_days: 365 }, { retention_in_days: 1 }],
    ["aws_cloudwatch_log_group", "retention_in_days", { retention_in_days: 0 }, { retention_in_days: 3653 }],
    ["aws_kms_key", "is_enabled", { is_enabled: true }, { is_enabled: false }],
    [
      "aws_secretsmanager_secret",
      "replica",
      { replica: [{ region: "eu-west-1" }, { region: "us-west-2" }] },
      { replica: [{ region: "us-west-2" }] },
    ],
    ["aws_sqs_queue", "message_retention_seconds", { message_retention_seconds: 1_209_600 }, { message_retention_seconds: 60 }],
    ["aws_ecr_lifecycle_policy", "policy", images(100), images(3)],
    ["aws_ecr_lifecycle_policy", "policy", images(100, "untagged"), images(100)],
    ["aws_ecr_lifecycle_policy", "policy", imageRules(newest(100)), imageRules(released(99), newest(100))],
    [
      "aws_ecr_lifecycle_policy",
      "policy",
      imageRules(newest(100)),
      imageRules({ ...released(100), countType: "sinceImagePushed" }, newest(100)),
    ],
    ["aws_ecr_lifecycle_policy", "policy", imageRules(released(200), newest(100)), imageRules(newest(100))],
    ["aws_ecr_lifecycle_policy", "policy", imageRules(released(100)), imageRules(released(50))],
    ["aws_cloudfront_distribution", "enabled", { enabled: true }, { enabled: false }],
  ])("%s: %s (%#)", (type, attribute, before, after) => {
    expect(reduced(changed(type, before, after))).toEqual([[attribute], []]);
  });

  test("include settings in separate resources that are replaced, or created for an existing bucket", () => {
    expect(reduced(changed("aws_ecr_lifecycle_policy", images(100), images(3), "replace"))).toEqual([["policy"], []]);
    expect(reduced(changed(LIFECYCLE, {}, days(30), "create"))).toEqual([["rule"], []]);
    expect(reduced(changed(LIFECYCLE, {}, { rule: days(30).rule }, "create"))).toEqual([[], []]);
  });
});

describe("changes that lose only protection", () => {
  test.each([
    [DATABASE, "deletion_protection", { deletion_protection: true }, { deletion_protection: false }],
    [DATABASE, "skip_final_snapshot", { skip_final_snapshot: false }, { skip_final_snapshot: true }],
    [DATABASE, "delete_automated_backups", { delete_automated_backups: false }, { delete_automated_backups: true }],
    [DATABASE, "multi_az", { multi_az: true }, { multi_az: false }],
    [TABLE, "deletion_protection_enabled", { deletion_protection_enabled: true }, { deletion_protection_enabled: false }],
    ["aws_lb", "enable_deletion_protection", { enable_deletion_protection: true }, { enable_deletion_protection: false }],
    ["aws_s3_bucket", "force_destroy", { force_destroy: false }, { force_destroy: true }],
    ["aws_ecr_repository", "force_delete", { force_delete: null }, { force_delete: true }],
    ["aws_s3_bucket_versioning", "versioning_configuration", versioning("Enabled"), versioning("Suspended")],
    ["aws_s3_bucket_replication_configuration", "rule", copying("Enabled"), copying("Disabled")],
    ["aws_kms_key", "deletion_window_in_days", { deletion_window_in_days: 30 }, { deletion_window_in_days: 7 }],
    ["aws_sqs_queue", "redrive_policy", { redrive_policy: "{}" }, { redrive_policy: null }],
    ["aws_elasticache_replication_group", "num_cache_clusters", { num_cache_clusters: 3 }, { num_cache_clusters: 1 }],
  ])("%s: %s (%#)", (type, attribute, before, after) => {
    expect(reduced(changed(type, before, after))).toEqual([[], [attribute]]);
  });

  test.each(["aws_s3_bucket_versioning", "aws_s3_bucket_replication_configuration"])("%s: deleting it loses protection", (type) => {
    const before = { ...versioning("Enabled"), ...copying("Enabled") };
    expect(reduced(changed(type, before, {}, "delete"))[1]).toHaveLength(1);
  });

  test.each([
    ["email", 1],
    ["https", 1],
    ["sqs", 0],
  ])("a recreated %s subscription must be confirmed: %i", (protocol, count) => {
    const [before, after] = ["a@example.com", "b@example.com"].map((endpoint) => ({ protocol, endpoint }));
    expect(reduced(changed("aws_sns_topic_subscription", before ?? {}, after ?? {}, "replace"))[1]).toHaveLength(count);
  });
});

test.each([
  [DATABASE, { backup_retention_period: 7, deletion_protection: false }, { backup_retention_period: 35, deletion_protection: true }],
  [DATABASE, { replicate_source_db: "main" }, { replicate_source_db: "other" }],
  // Values that are unknown until apply are missing in `after`.
  [DATABASE, { backup_retention_period: 7, multi_az: true, replicate_source_db: "main" }, {}],
  [
    TABLE,
    { ...ttl(true), ...pitr(false), ...replicas("us-east-1") },
    { ...ttl(false), ...pitr(true), ...replicas("us-east-1", "eu-west-1") },
  ],
  [LIFECYCLE, days(30), days(90)],
  [LIFECYCLE, days(30), { rule: [] }],
  [LIFECYCLE, versions(7, 1), versions(7, 5)],
  [LIFECYCLE, { rule: [] }, { rule: [rule({ abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }] })] }],
  ["aws_cloudwatch_log_group", { retention_in_days: 1 }, { retention_in_days: 0 }],
  ["aws_ecr_lifecycle_policy", images(3), images(100)],
  ["aws_ecr_lifecycle_policy", imageRules(newest(100)), imageRules(released(100), newest(100))],
  ["aws_ecr_lifecycle_policy", imageRules(released(100), newest(100)), imageRules(newest(100))],
  ["aws_s3_bucket_versioning", versioning("Suspended"), versioning("Enabled")],
  ["constructor", { enabled: true }, { enabled: false }],
])("%s: keeping more, and unknown types, are not reductions (%#)", (type, before, after) => {
  expect(reduced(changed(type, before, after))).toEqual([[], []]);
});

test("the provider has every attribute of the rules", async () => {
  const schemas = await providerSchemas();
  const unknown = REDUCIBLE_TYPES.flatMap(({ type, attributes }) => {
    const known = schemas.find("resource", type);
    return attributes.filter((name) => !(known?.attributes?.[name] ?? known?.block_types?.[name])).map((name) => `${type}.${name}`);
  });
  expect(unknown).toEqual([]);
});

describe("guard", () => {
  const plan = stackPlan("prod-data", [
    changed(
      DATABASE,
      { backup_retention_period: 35, deletion_protection: true, password: "hunter1" },
      { backup_retention_period: 0, deletion_protection: false, password: "hunter2" },
    ),
  ]);
  const LINE = `Allow: reduce prod-data ${DATABASE}.One`;

  test("blocks reductions that lose data, and warns about reduced protection", () => {
    const { refusals, warnings } = reviewPlans([plan], readAllowances(""), 25);
    expect(refusals.map(({ reason, toAllow }) => [reason, allowLine(toAllow)])).toEqual([
      [
        "prod-data would reduce the database aws_db_instance.One: backup_retention_period. Deletes older backups immediately (all of them if 0). Restoring to those times is no longer possible.",
        LINE,
      ],
    ]);
    expect(warnings.map(({ attributes }) => attributes)).toEqual([["deletion_protection"]]);
  });

  test.each([
    [LINE, 0],
    [`Allow: destroy prod-data ${DATABASE}.One`, 1],
    ["Allow: reduce prod-data aws_db_instance.Other", 1],
  ])("with %j, blocks for %i reasons", (line, count) => {
    expect(reviewPlans([plan], readAllowances(line), 25).refusals).toHaveLength(count);
  });

  test("prints a warning in bold, without attribute values", () => {
    const report = { environment: "prod", commit: "4f1d2c9", plans: [plan], same: [], orphaned: [] };
    const text = planComment({ ...report, review: reviewPlans([plan], readAllowances(LINE), 25) });
    expect(text).toContain(
      "- **prod-data would reduce the database `aws_db_instance.One`: backup_retention_period.** **Deletes older backups",
    );
    expect(text).toContain("- **prod-data would reduce the protection of the database `aws_db_instance.One`: deletion_protection.**");
    expect(text).not.toMatch(/hunter|35/);
  });
});
