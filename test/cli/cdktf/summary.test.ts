import fc from "fast-check";
import { addressLines, builtLines, nextLines, timeLines, type Deployment } from "../../../cli/cdktf/summary";
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
   "Deployed resources: 1 in 1 stack
     Network     1  vpc
   Endpoints
     VpcId  vpc-1
     Names  a
            b
   Time spent: 2m27s
     setup           1m40s
     synthesis          2s
     deployment        45s
       dev-network     40s
   Slowest resources
        30s  aws_vpc.Vpc  (dev-network)
   Longest chain of provider waits: 30s
        30s  aws_vpc.Vpc
   The deployment took 1.50 × that chain;
   including the phases before and after it, 1.57 ×."
  `);
});

const OUTPUTS = {
  name_servers: ["ns-2048.awsdns-64.com", "ns-2049.awsdns-65.net"],
  api_url: "https://photofeed.example.com",
  secret: { sensitive: true, value: "hidden" },
};

/** A deployment of many types and of outputs of any length. */
function wide(values: Readonly<Record<string, unknown>>, types: readonly string[]): Deployment {
  const outputs = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
  const resources = types.map((type) => ({ mode: "managed" as const, type, name: "X", instances: [{}] }));
  const stack = {
    name: "dev-a",
    directory: "",
    dependsOn: [],
    resources: [],
    outputs: Object.fromEntries(Object.keys(values).map((name) => [name, ""])),
  };
  return { stacks: [stack], states: new Map([["dev-a", { resources, outputs }]]), timeline: emptyTimeline(["dev-a"]), phases: [] };
}

test("values of outputs are whole: lists have one line for each value, and long values lines of their own", () => {
  const long = `https://${"a".repeat(90)}.example.com`;
  expect(addressLines(wide({ ...OUTPUTS, long_url: long, load_balancer: "lb" }, []))).toEqual([
    "Endpoints",
    "  name_servers   ns-2048.awsdns-64.com",
    "                 ns-2049.awsdns-65.net",
    "  api_url        https://photofeed.example.com",
    '  secret         {"sensitive":true,"value":"hidden"}',
    "  long_url",
    `    ${long}`,
    "  load_balancer  lb",
  ]);
});

const TYPES = [
  "aws_vpc",
  "aws_subnet",
  "aws_s3_bucket_lifecycle_configuration",
  "aws_s3_bucket",
  "aws_sqs_queue",
  "aws_cloudwatch_metric_alarm",
  "aws_lb",
];

test("the default summary fits 80 columns, apart from values that do not", () => {
  const output = fc.dictionary(fc.stringMatching(/^[a-z_]{1,70}$/), fc.stringMatching(/^[a-z.:\/]{0,76}$/));
  fc.assert(
    fc.property(
      output,
      fc.array(fc.constantFrom(...TYPES, ...TYPES.map((type) => `${type}_${"x".repeat(20)}`)), { minLength: 1 }),
      (outputs, types) => {
        const lines = [builtLines, addressLines].flatMap((each) => each(wide(outputs, types)));
        expect(lines.filter((line) => line.length > 80)).toEqual([]);
      },
    ),
  );
  expect(nextLines("a-rather-long-environment", "http://127.0.0.1:65535", 119).filter((line) => line.length > 80)).toEqual([]);
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
