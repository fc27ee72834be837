import { duration, progressBlock } from "../../../cli/cdktf/progress";
import { addressLines, builtLines, timeLines, type Deployment } from "../../../cli/cdktf/summary";
import { countByTier, tierOf } from "../../../cli/cdktf/tiers";
import { emptyTimeline } from "../../../cli/cdktf/timeline";
import { mirrorConfiguration } from "../../../cli/terraform/mirror";
import { lockWithoutHashes } from "../../../cli/synthesis/synthesize";
import { cdktfArguments } from "../../../cli/cdktf/cdktf";

test.each([
  ["aws_vpc_endpoint", "Network"],
  ["aws_lb_target_group", "Load balancing"],
  ["aws_ecs_service", "Compute"],
  ["aws_db_instance", "Databases"],
  ["aws_route_table", "Network"],
  ["aws_route53_record", "DNS and edge"],
  ["aws_default_security_group", "Network"],
  ["aws_cloudwatch_metric_alarm", "Monitoring"],
  ["aws_sns_topic", "Monitoring"],
  ["terraform_data", "Other"],
])("%s belongs to %s", (type, tier) => {
  expect(tierOf(type)).toBe(tier);
});

test("tiers are in the order of the architecture, types are sorted by count", () => {
  expect(countByTier(["aws_sqs_queue", "aws_vpc", "aws_subnet", "aws_subnet"])).toEqual([
    {
      tier: "Network",
      count: 3,
      types: [
        ["aws_subnet", 2],
        ["aws_vpc", 1],
      ],
    },
    { tier: "Queues", count: 1, types: [["aws_sqs_queue", 1]] },
  ]);
});

test.each([
  [0.4, "0s"],
  [59.4, "59s"],
  [59.6, "1m00s"],
  [80, "1m20s"],
])("duration(%p) is %p", (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

function deployment(): Deployment {
  const timeline = emptyTimeline(["dev-network"]);
  const stack = timeline.get("dev-network");
  if (stack) Object.assign(stack, { state: "done", startedAt: 0, endedAt: 40_000, planned: 1 });
  stack?.seconds.set("aws_vpc.Vpc", 30);
  const outputs = { VpcId: { value: "vpc-1" }, Names: { value: ["a", "b"] }, Hidden: { value: "x", sensitive: true } };
  return {
    timeline,
    stacks: [
      {
        name: "dev-network",
        directory: "",
        dependsOn: [],
        resources: [{ address: "aws_vpc.Vpc", dependsOn: [] }],
        outputs: { VpcId: "", Names: "", Hidden: "", Gone: "" },
      },
    ],
    states: new Map([["dev-network", { resources: [{ mode: "managed", type: "aws_vpc", name: "Vpc", instances: [{}] }], outputs }]]),
    phases: [
      { name: "setup", seconds: 100 },
      { name: "synthesis", seconds: 2 },
      { name: "deployment", seconds: 45 },
    ],
  };
}

test("the summary lists created resources, endpoints and time spent", () => {
  expect([builtLines, addressLines, timeLines].flatMap((lines) => lines(deployment())).join("\n")).toMatchInlineSnapshot(`
   "Created resources: 1 in 1 stacks
     Network    1  vpc
   Endpoints
     VpcId  vpc-1
     Names  ["a","b"]
   Time spent: 2m27s
     setup           1m40s
     synthesis          2s
     deployment        45s
       dev-network     40s
   Slowest resources
        30s  dev-network  aws_vpc.Vpc
   Longest chain of provider waits: 30s
        30s  aws_vpc.Vpc
   The deployment took 1.50 × that chain; including the phases before and after it, 1.57 ×."
  `);
});

test("progress shows the resource that is in progress for the longest time", () => {
  const timeline = emptyTimeline(["dev-network", "dev-us-east-1-data"]);
  const stack = timeline.get("dev-us-east-1-data");
  if (stack) Object.assign(stack, { state: "working", startedAt: 0, planned: 31 });
  stack?.open.set("aws_db_instance.Main", 20_000);
  expect(progressBlock(timeline, 80_000)).toEqual([
    "  dev-network        waiting",
    "  dev-us-east-1-data    0/31   1m20s  aws_db_instance.Main 1m00s",
  ]);
});

test("the lock file of a local run contains the exact version and no checksum", () => {
  const provider = { registry: "registry.terraform.io", address: "hashicorp/aws", version: "5.100.0", platform: "linux_amd64" };
  expect(lockWithoutHashes(provider)).toBe(
    'provider "registry.terraform.io/hashicorp/aws" {\n  version     = "5.100.0"\n  constraints = "5.100.0"\n}\n',
  );
  expect(mirrorConfiguration("/m", provider)).toContain("registry.terraform.io/hashicorp/aws");
  const openTofu = { ...provider, registry: "registry.opentofu.org" };
  expect(lockWithoutHashes(openTofu)).toContain('provider "registry.opentofu.org/hashicorp/aws" {');
  expect(mirrorConfiguration("/m", openTofu)).toContain("registry.opentofu.org/hashicorp/aws");
});

test("cdktf uses the synthesized output in the folder of the local run", () => {
  expect(cdktfArguments({ command: "deploy", stacks: "dev-*", output: ".terrace/local/cdktf.out" }).join(" ")).toMatch(
    /^deploy dev-\* --auto-approve --skip-synth --skip-provider-lock --no-color --output \.terrace\/local\/cdktf\.out --parallelism \d+ --terraform-parallelism \d+$/,
  );
});
