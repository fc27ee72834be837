import { progressLine } from "../../../cli/terraform/progress-line";

test.each([
  ["aws_vpc.Vpc: Creation complete after 12s [id=vpc-1]", "     12s  created aws_vpc.Vpc (prod-data)"],
  ['aws_vpc.Vpc["a"]: Modifications complete after 1m5s [id=vpc-1]', '   1m05s  changed aws_vpc.Vpc["a"] (prod-data)'],
  ["aws_vpc.Vpc: Destruction complete after 1h0m1s", "  60m01s  destroyed aws_vpc.Vpc (prod-data)"],
  ["aws_vpc.Vpc: Still creating... [1m0s elapsed]", "   1m00s  still creating aws_vpc.Vpc (prod-data)"],
  ["aws_vpc.Vpc: Still modifying... [id=vpc-1, 02m00s elapsed]", "   2m00s  still changing aws_vpc.Vpc (prod-data)"],
  ["aws_vpc.Vpc: Still destroying... [id=vpc-1, 1m10s elapsed]", undefined],
  ["aws_vpc.Vpc: Creating...", undefined],
  ["data.aws_region.Here: Read complete after 0s [id=x]", undefined],
  ["Apply complete! Resources: 1 added, 0 changed, 0 destroyed.", undefined],
])("progressLine(%j) is %j", (line, expected) => {
  expect(progressLine("prod-data", line)).toBe(expected);
});

test("prints a change in progress at the given interval", () => {
  expect(progressLine("prod-data", "aws_vpc.Vpc: Still creating... [30s elapsed]", 30)).toBe(
    "     30s  still creating aws_vpc.Vpc (prod-data)",
  );
});
