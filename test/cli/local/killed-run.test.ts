import { createdSince } from "../../../cli/local/killed-run";

const SINCE = new Date("2026-11-30T19:00:00.700Z");
const line = (time: string, operation: string, status = 200) => JSON.stringify({ time, operation, status });
const AFTER = "2026-11-30T19:00:05Z";

test.each([
  "iam.CreateRole",
  "ec2.RunInstances",
  "sqs.CreateQueue",
  "route53.ChangeResourceRecordSets",
  "iam.PutRolePolicy",
  "acm.RequestCertificate",
  "s3.CreateBucket",
])("%s after the lock may have left a resource that is in no state", (operation) => {
  expect(createdSince(line(AFTER, operation), SINCE)).toBe(true);
});

test.each([
  "ec2.DescribeVpcs",
  "iam.GetRole",
  "sqs.ListQueues",
  "s3.HeadBucket",
  "s3.PutObject",
  "s3.DeleteObject",
  "iam.DeleteRole",
  "sqs.DeleteQueue",
  "sts.GetCallerIdentity",
  "iam.DetachRolePolicy",
])("%s leaves nothing that a refresh does not find", (operation) => {
  expect(createdSince(line(AFTER, operation), SINCE)).toBe(false);
});

test("creations before the lock, and failed ones, do not count; the log has whole seconds, so the same second counts", () => {
  expect(createdSince(line("2026-11-30T18:59:59Z", "iam.CreateRole"), SINCE)).toBe(false);
  expect(createdSince(line("2026-11-30T19:00:00Z", "iam.CreateRole"), SINCE)).toBe(true);
  expect(createdSince(line(AFTER, "iam.CreateRole", 409), SINCE)).toBe(false);
});

test("one creation among other lines is found, also with a line that is being written", () => {
  const log = [line(AFTER, "iam.GetRole"), line(AFTER, "iam.CreateRole"), '{"time": "2026-'].join("\n");
  expect(createdSince(log, SINCE)).toBe(true);
  expect(createdSince('{"time": "2026-', SINCE)).toBe(false);
});

test("without a log, resources may have been created", () => {
  expect(createdSince(undefined, SINCE)).toBe(true);
  expect(createdSince("", SINCE)).toBe(false);
});
