import { chainOfPlatform, longestChain } from "../../../cli/cdktf/chain";
import { outputsOf, resourcesOf, type Stack } from "../../../cli/synthesis/synthesized";
import { emptyTimeline } from "../../../cli/cdktf/timeline";

describe("longestChain()", () => {
  test("returns the path with the longest duration, not the one with the most links", () => {
    const nodes = [
      { name: "a", seconds: 1, dependsOn: [] },
      { name: "b", seconds: 1, dependsOn: ["a"] },
      { name: "c", seconds: 1, dependsOn: ["b"] },
      { name: "slow", seconds: 10, dependsOn: ["a"] },
    ];
    expect(longestChain(nodes)).toEqual({
      seconds: 11,
      links: [
        { name: "a", seconds: 1 },
        { name: "slow", seconds: 10 },
      ],
    });
  });

  test.each([
    ["nothing", [], 0],
    [
      "a circle",
      [
        { name: "a", seconds: 1, dependsOn: ["b"] },
        { name: "b", seconds: 2, dependsOn: ["a"] },
      ],
      3,
    ],
    ["an unknown name", [{ name: "a", seconds: 1, dependsOn: ["gone"] }], 1],
  ])("terminates for %s", (_what, nodes, seconds) => {
    expect(longestChain(nodes).seconds).toBe(seconds);
  });

  test("follows the dependencies of stacks and ignores durations that are too short to be waits", () => {
    const stack = (name: string, dependsOn: string[]): Stack => ({
      name,
      dependsOn,
      directory: "",
      outputs: {},
      resources: [
        { address: "aws_a.A", dependsOn: [] },
        { address: "aws_b.B", dependsOn: ["aws_a.A"] },
      ],
    });
    const stacks = [stack("first", []), stack("parallel", []), stack("last", ["first"])];
    const timeline = emptyTimeline(["first", "parallel", "last"]);
    const took = { first: [60, 25], beside: [70, 4], last: [3, 15] };
    for (const [name, [a = 0, b = 0]] of Object.entries(took)) timeline.get(name)?.seconds.set("aws_a.A", a).set("aws_b.B", b);
    expect(chainOfPlatform(stacks, timeline)).toMatchObject({ seconds: 100, stacks: [{ name: "first" }, { name: "last" }] });
  });
});

describe("a synthesized stack", () => {
  const json = {
    resource: {
      aws_vpc: { Vpc: { cidr_block: "10.0.0.0/16" } },
      aws_subnet: {
        A: { vpc_id: "${aws_vpc.Vpc.id}", depends_on: ["aws_kms_key.Key"], "//": { metadata: { uniqueId: "aws_route.None" } } },
      },
      aws_kms_key: { Key: { description: "see aws_vpc.Other" } },
    },
    data: { aws_iam_policy_document: { Doc: { id: "${aws_kms_key.Key.arn}" } } },
    output: { "cross-stack-output-aws_vpcVpcid": {}, Password: { sensitive: true }, VpcId: { description: "The VPC" } },
  };

  test("has its references and explicit dependencies, and no others", () => {
    expect(resourcesOf(json)).toEqual([
      { address: "aws_vpc.Vpc", dependsOn: [] },
      { address: "aws_subnet.A", dependsOn: ["aws_vpc.Vpc", "aws_kms_key.Key"] },
      { address: "aws_kms_key.Key", dependsOn: [] },
      { address: "data.aws_iam_policy_document.Doc", dependsOn: ["aws_kms_key.Key"] },
    ]);
  });

  test("lists the outputs for people only", () => {
    expect(outputsOf(json)).toEqual({ VpcId: "The VPC" });
  });
});
