import { copyOf, describeCopy, replication } from "../../../cli/state/state-copy";

test("the copy of a state is in the neighbour of its region, under a name that S3 takes", () => {
  expect(copyOf({ bucket: "prod-terraform-state", region: "us-east-1" })).toEqual({
    bucket: "prod-terraform-state-copy",
    region: "us-east-2",
  });
  expect(copyOf({ bucket: "b".repeat(63), region: "eu-west-1" }).bucket).toBe(`${"b".repeat(58)}-copy`);
});

test("everything is copied, and what is deleted too: a lock is an object", () => {
  const [rule] = replication("role", "copy", "aws-cn").Rules ?? [];
  expect([rule?.Filter, rule?.DeleteMarkerReplication, rule?.Destination]).toEqual([
    { Prefix: "" },
    { Status: "Enabled" },
    { Bucket: "arn:aws-cn:s3:::copy" },
  ]);
});

test.each([
  [{ created: true, changed: ["versions", "role"] }, "Its copy was made in us-east-2, b-copy: versions, role."],
  [{ created: false, changed: [] }, "Its copy is in us-east-2, b-copy: nothing changed."],
])("says what it did: %j", (changes, line) => {
  expect(describeCopy({ bucket: "b", region: "us-east-1" }, changes)).toBe(line);
});
