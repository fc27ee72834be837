import type { Environment } from "../../config/schema";
import { definePlatform } from "../../stacks/platform";
import { known } from "../../stacks/regions";
import { synthesizeQuickly } from "../support/quick-synth";
import { type Block, pathOf, referenceTo, resource, resources, type StackJson } from "../support/synth";
import { platformOf } from "./two-regions";

const ALL: Partial<Environment> = {
  databases: { main: { engine: "postgres" } },
  secrets: { "mail-key": {} },
  alerts: {
    page: { emails: ["night@example.com"], slack: { workspace: "T0123456789", channel: "C0123456789" } },
    runbooks: "https://wiki.example.com/runbooks",
  },
};
const stacksOf = (changes: Partial<Environment> = {}) =>
  synthesizeQuickly((app) => definePlatform(app, platformOf({ ...ALL, ...changes })));
const STACKS = stacksOf();
const REGIONS = ["eu-west-1", "ap-southeast-2"] as const;
const watch = (region: string, stacks = STACKS): StackJson => known(stacks, `test-${region}-watch`);
const ALARMS = ["aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"];
const alarmsOf = (stack: StackJson): readonly Block[] => ALARMS.flatMap((type) => resources(stack, type));
const statesOf = (stack: StackJson) =>
  Object.values(stack.data?.terraform_remote_state ?? {}).map(({ config }) => (config as { key: string }).key.replace(".tfstate", ""));

describe.each(REGIONS)("the monitoring stack of %s", (region) => {
  const stack = watch(region);

  test("is in the region, and creates no resource elsewhere", () => {
    expect(stack.provider?.aws).toHaveLength(1);
    expect(stack.provider?.aws?.[0]).toMatchObject({ region });
    const elsewhere = Object.values(stack.resource ?? {}).flatMap((blocks) => Object.values(blocks).filter((block) => "provider" in block));
    expect(elsewhere.map(pathOf)).toEqual([]);
  });

  test("notifies its own topics, which have the region in their names", () => {
    const topics = ["Page", "Ticket"].map((id) => referenceTo(stack, "aws_sns_topic", `Alerts/${id}`, "arn"));
    const notified = alarmsOf(stack).flatMap(({ alarm_actions }) => (alarm_actions ?? []) as readonly string[]);
    expect([...new Set(notified)].sort()).toEqual([...topics].sort());
    expect(resources(stack, "aws_sns_topic").map(({ name }) => name)).toEqual([`test-${region}-page`, `test-${region}-ticket`]);
    expect(resource(stack, "aws_sns_topic_subscription").endpoint).toBe("night@example.com");
  });

  test("reads the states of its own region and of shared stacks, and of no other region", () => {
    const other = REGIONS.find((name) => name !== region) ?? "";
    expect(statesOf(stack).filter((state) => state.includes(other))).toEqual([]);
    expect(statesOf(stack)).toContain(`test-${region}-service`);
  });

  test("has the region in every name that is unique per account", () => {
    const named = [
      ...alarmsOf(stack).map((block) => block.alarm_name),
      ...resources(stack, "aws_cloudwatch_dashboard").map((block) => block.dashboard_name),
    ];
    expect(named.filter((name) => !String(name).startsWith(`test-${region}`))).toEqual([]);
  });

  test("monitors all KMS keys of the region", () => {
    const [calls] = resources(stack, "aws_cloudwatch_event_rule").filter(({ name }) => name === `test-${region}-key-calls`);
    const { detail } = JSON.parse(calls?.event_pattern as string) as { detail: { resources: { ARN: readonly string[] } } };
    const all = [...STACKS.keys()].flatMap((id) =>
      resources(known(STACKS, id), "aws_kms_key").filter((key) =>
        typeof key.provider === "string" ? key.provider === `aws.${region}` : regionOf(id) === region,
      ),
    );
    expect(detail.resources.ARN).toHaveLength(all.length);
    expect(new Set(detail.resources.ARN).size).toBe(all.length);
  });
});

/** The region of a stack's default provider. */
function regionOf(id: string): unknown {
  return known(STACKS, id).provider?.aws?.[0]?.region;
}

test("is deployed after the resources that it monitors, because an alarm on a missing resource fires immediately", () => {
  const app: string[] = [];
  synthesizeQuickly((made) => {
    definePlatform(made, platformOf(ALL));
    const stack = made.node.findChild("test-eu-west-1-watch") as unknown as { dependencies: readonly { node: { id: string } }[] };
    app.push(...stack.dependencies.map(({ node }) => node.id));
  });
  expect(app).toEqual(expect.arrayContaining(["test-eu-west-1-data", "test-eu-west-1-database-main", "test-eu-west-1-service"]));
});

test("monitors a cross-region replica in its region, as a replica", () => {
  const stacks = stacksOf({ databases: { main: { engine: "postgres", regions: [...REGIONS] } } });
  const silent = (region: string) =>
    alarmsOf(watch(region, stacks)).map(({ alarm_name }) => String(alarm_name).replace(`test-${region}-`, ""));
  expect(silent("eu-west-1")).toContain("main-silent");
  expect(silent("ap-southeast-2")).toContain("main-readers-out");
  expect(silent("ap-southeast-2")).not.toContain("main-silent");
});

test("a service that scales to zero has no alarm on missing tasks", () => {
  const stacks = stacksOf({ services: { api: { image: "team/api:1.0.0", port: 8080, routes: ["/api/*"], scale: { min: 0, max: 2 } } } });
  const names = alarmsOf(watch("eu-west-1", stacks)).map(({ alarm_name }) => alarm_name);
  expect(names).toContain("test-eu-west-1-service-api-slow");
  expect(names).not.toContain("test-eu-west-1-service-api-no-tasks");
});
