import { comparableRule, LIFECYCLE } from "../../../cli/state/lifecycle";
import { bucketPolicy, settings } from "../../../cli/state/settings";
import { createInput, describeChanges, partitionOf } from "../../../cli/state/state-bucket";

test.each([
  ["us-east-1", undefined],
  ["eu-west-1", { LocationConstraint: "eu-west-1" }],
])("a bucket in %s", (region, constraint) => {
  expect(createInput({ bucket: "b", region }).CreateBucketConfiguration).toEqual(constraint);
});

test.each([
  ["eu-west-1", "aws"],
  ["cn-north-1", "aws-cn"],
  ["us-gov-west-1", "aws-us-gov"],
])("%s is in the partition %s", (region, partition) => {
  expect(partitionOf(region)).toBe(partition);
});

test("the policy denies the bucket and its objects to plain HTTP and old TLS, and allows nothing", () => {
  const { Statement } = bucketPolicy("b", "aws-cn");
  expect(Statement.map(({ Effect }) => Effect)).toEqual(["Deny", "Deny"]);
  expect(Statement[0]?.Resource).toEqual(["arn:aws-cn:s3:::b", "arn:aws-cn:s3:::b/*"]);
  expect(Statement.map(({ Condition }) => Condition)).toEqual([
    { Bool: { "aws:SecureTransport": "false" } },
    { NumericLessThan: { "s3:TlsVersion": "1.2" } },
  ]);
});

test.each(LIFECYCLE)("the rule $ID is recognized with the defaults of AWS, and not if it differs", (rule) => {
  const returned = { ...rule, Prefix: "", Expiration: { ...rule.Expiration, ExpiredObjectDeleteMarker: false } };
  expect(comparableRule(returned)).toEqual(rule);
  expect(comparableRule({ ...rule, Status: "Disabled" })).not.toEqual(rule);
  expect(comparableRule({ ...rule, Expiration: { Days: 2 } })).not.toEqual(rule);
});

test("the bucket never deletes states, only their old versions; it deletes plans after a day", () => {
  expect(LIFECYCLE.filter(({ Expiration }) => Expiration).map(({ Filter }) => Filter)).toEqual([{ Prefix: "plans/" }]);
});

test("the bucket is owned, private, versioned, encrypted and TLS-only, and expires old states", () => {
  expect(settings("b", "aws").map(({ name }) => name)).toEqual([
    "object ownership",
    "no public access",
    "versioning",
    "encryption",
    "TLS only",
    "expiry of old versions",
  ]);
});

test.each([
  [{ created: true, changed: ["versioning"] }, "Created the state bucket b in us-east-1: versioning."],
  [{ created: false, changed: ["versioning"] }, "Updated the state bucket b: versioning."],
  [{ created: false, changed: [] }, "State bucket b: no changes."],
])("describes the changes %j", (changes, line) => {
  expect(describeChanges({ bucket: "b", region: "us-east-1" }, changes)).toBe(line);
});
