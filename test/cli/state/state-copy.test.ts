import { copyOf, describeCopy, replication } from "../../../cli/state/state-copy";

test("the replica of a state bucket is in the neighboring region, with a valid bucket name", () => {
  expect(copyOf({ bucket: "prod-terraform-state", region: "us-east-1" })).toEqual({
    bucket: "prod-terraform-state-copy",
    region: "us-east-2",
  });
  expect(copyOf({ bucket: "b".repeat(63), region: "eu-west-1" }).bucket).toBe(`${"b".repeat(58)}-copy`);
});

test("every object and every deletion is replicated, because a lock is an object", () => {
  const [rule] = replication("role", "copy", "aws-cn").Rules ?? [];
  expect([rule?.Filter, rule?.DeleteMarkerReplication, rule?.Destination]).toEqual([
    { Prefix: "" },
    { Status: "Enabled" },
    { Bucket: "arn:aws-cn:s3:::copy" },
  ]);
});

test.each([
  [{ created: true, changed: ["versioning", "role"] }, "Created its replica b-copy in us-east-2: versioning, role."],
  [{ created: false, changed: [] }, "Its replica b-copy in us-east-2: no changes."],
])("describes the changes %j", (changes, line) => {
  expect(describeCopy({ bucket: "b", region: "us-east-1" }, changes)).toBe(line);
});
