import * as fs from "node:fs";
import * as path from "node:path";
import { planStacks } from "../../../cli/plan/plan-stacks";
import type { StackPlan } from "../../../cli/plan/stack-plan";
import { changesOutsideReview } from "../../../cli/plan/compare-changes";
import { lineageOf, reading, SmallPlatform, type SmallStack } from "./small-stacks";

/** These tests run Terraform itself, on `terraform_data` resources. */

const network = (cidr: string): SmallStack => ({
  name: "prod-eu-west-1-network",
  data: { Vpc: { input: cidr, triggers_replace: [cidr] }, Zone: { input: "$${zone} %%{zone}" } },
  outputs: { cidr: "${terraform_data.Vpc.input}", vpcId: "${terraform_data.Vpc.id}", zone: "${terraform_data.Zone.input}" },
});
const data: SmallStack = {
  name: "prod-eu-west-1-data",
  reads: ["prod-eu-west-1-network"],
  data: {
    Cache: { input: "cache", triggers_replace: [reading("prod-eu-west-1-network", "vpcId")] },
    Rule: { input: reading("prod-eu-west-1-network", "cidr") },
    Queue: { input: reading("prod-eu-west-1-network", "zone") },
  },
  outputs: { cache: "${terraform_data.Cache.id}", queue: "${terraform_data.Queue.id}" },
};
const service: SmallStack = {
  name: "prod-eu-west-1-service",
  reads: ["prod-eu-west-1-data"],
  data: { Worker: { input: reading("prod-eu-west-1-data", "queue") } },
};
const edge: SmallStack = {
  name: "prod-edge",
  reads: ["prod-eu-west-1-data"],
  data: { Record: { input: `origin ${reading("prod-eu-west-1-data", "cache")}` } },
};

/** A value with literal template sequences. */
const ZONE = "${zone} %{zone}";

const platform = new SmallPlatform();
afterAll(() => platform.remove());

function networkDeployed(serial: number, cidr: string, vpcId: string) {
  const resources = { Vpc: { id: vpcId, input: cidr, triggers: [cidr] }, Zone: { input: ZONE } };
  platform.deployed(network(cidr).name, serial, resources, { cidr, vpcId, zone: ZONE });
}

const regionOf = (stack: string) => (stack.includes("eu-west-1") ? "eu-west-1" : undefined);
async function plan(stacks: readonly SmallStack[], same: readonly string[] = []) {
  const { terraform, plans } = platform;
  return planStacks(platform.synthesize(stacks), { terraform, plans, regionOf, same: new Set(same) });
}
const summary = ({ stack, changes, deferred, file }: StackPlan) => ({
  stack,
  changes: changes.map(({ action, address }) => `${action} ${address.replace("terraform_data.", "")}`),
  deferred: deferred !== undefined,
  file: file !== undefined,
});
const ALL = [network("10.1.0.0/16"), data, service, edge];

describe("plans of a new environment", () => {
  test("include all stacks, and only stacks without unknown upstream outputs have a plan file", async () => {
    const { plans, same } = await plan(ALL);
    expect(plans.map(summary)).toEqual([
      { stack: "prod-eu-west-1-network", changes: ["create Vpc", "create Zone"], deferred: false, file: true },
      { stack: "prod-eu-west-1-data", changes: ["create Cache", "create Queue", "create Rule"], deferred: true, file: false },
      { stack: "prod-edge", changes: ["create Record"], deferred: true, file: false },
      { stack: "prod-eu-west-1-service", changes: ["create Worker"], deferred: true, file: false },
    ]);
    expect(same).toEqual([]);
    expect(plans[1]?.deferred?.because).toEqual(["reads 3 outputs of prod-eu-west-1-network that will change"]);
    expect(plans[0]).toMatchObject({ region: "eu-west-1", outputsChange: true, existing: {} });
    expect(plans[0]).not.toHaveProperty("lineage");
  });

  test("leave one plan file, which only its owner can read, and nothing else", () => {
    expect(fs.readdirSync(platform.plans)).toEqual(["prod-eu-west-1-network.tfplan"]);
    expect(fs.statSync(path.join(platform.plans, "prod-eu-west-1-network.tfplan")).mode & 0o777).toBe(0o600);
    expect(fs.readdirSync(path.join(platform.root, "stacks")).filter((name) => name.endsWith(".review"))).toEqual([]);
  });

  test("list the resources of a stack that cannot be planned yet", async () => {
    const each = { For: { for_each: `\${toset([${reading("prod-eu-west-1-network", "vpcId").slice(2, -1)}])}` }, Plain: {} };
    const [, { deferred, ...rest } = { stack: "" }] = (await plan([network("10.1.0.0/16"), { ...data, data: each, outputs: {} }])).plans;
    expect(rest).toMatchObject({ changes: [{ address: "terraform_data.For" }, { address: "terraform_data.Plain" }], outputsChange: true });
    expect(deferred?.because[1]).toMatch(/^planning fails until those changes are applied \(Error: Invalid for_each argument\)$/);
  });
});

describe("plans of an existing environment", () => {
  beforeAll(() => {
    networkDeployed(1, "10.1.0.0/16", "id-of-Vpc");
    const resources = {
      Cache: { input: "cache", triggers: ["id-of-Vpc"] },
      Rule: { input: "10.1.0.0/16" },
      Queue: { input: ZONE },
    };
    platform.deployed(data.name, 7, resources, { cache: "id-of-Cache", queue: "id-of-Queue" });
    platform.deployed(service.name, 1, { Worker: { input: "id-of-Queue" } }, {});
    platform.deployed(edge.name, 1, { Record: { input: "origin id-of-Cache" } }, {});
  });

  test("are empty, with the version of the state and without a plan file", async () => {
    fs.rmSync(platform.plans, { recursive: true });
    fs.mkdirSync(platform.plans);
    const { plans } = await plan(ALL);
    expect(plans.flatMap(({ changes }) => changes)).toEqual([]);
    expect(plans.some(({ outputsChange, deferred }) => outputsChange || deferred)).toBe(false);
    expect(fs.readdirSync(platform.plans)).toEqual([]);
    expect(plans[1]).toMatchObject({ stack: data.name, serial: 7, lineage: lineageOf(data.name), existing: { terraform_data: 3 } });
  });

  test("skip unchanged stacks", async () => {
    const { plans, same } = await plan(
      ALL,
      ALL.map(({ name }) => name),
    );
    expect(plans).toEqual([]);
    expect(same[1]).toEqual({
      stack: "prod-eu-west-1-data",
      region: "eu-west-1",
      changes: [],
      outputsChange: false,
      existing: { terraform_data: 3 },
    });
  });

  test("include the downstream stacks that a change affects, and no others", async () => {
    const unchanged = [data.name, service.name, edge.name];
    const { plans, same } = await plan([network("10.2.0.0/16"), data, service, edge], unchanged);
    expect(plans.map(summary)).toEqual([
      { stack: "prod-eu-west-1-network", changes: ["replace Vpc"], deferred: false, file: true },
      { stack: "prod-eu-west-1-data", changes: ["replace Cache", "update Rule"], deferred: true, file: false },
      { stack: "prod-edge", changes: ["update Record"], deferred: true, file: false },
    ]);
    expect(same.map(({ stack }) => stack)).toEqual(["prod-eu-west-1-service"]);
  });

  test("contain no unreviewed changes at apply time", async () => {
    const changed = [network("10.2.0.0/16"), data, service, edge];
    const reviewed = await plan(changed);
    networkDeployed(2, "10.2.0.0/16", "id-of-new-Vpc");
    const now = await plan(changed);
    const [, reviewedData, reviewedEdge] = reviewed.plans;
    const [, nowData, nowEdge] = now.plans;
    expect([nowData, nowEdge].map((one) => one && summary(one))).toEqual([
      { stack: "prod-eu-west-1-data", changes: ["replace Cache", "update Rule"], deferred: false, file: true },
      { stack: "prod-edge", changes: ["update Record"], deferred: true, file: false },
    ]);
    expect(changesOutsideReview(reviewedData?.changes ?? [], nowData?.changes ?? [])).toEqual([]);
    expect(changesOutsideReview(reviewedEdge?.changes ?? [], nowEdge?.changes ?? [])).toEqual([]);
  });

  test("contain no changes of a stack that cannot be planned yet, but the reason", async () => {
    const each = {
      Cache: data.data.Cache ?? {},
      For: { for_each: `\${toset([${reading("prod-eu-west-1-network", "vpcId").slice(2, -1)}])}` },
    };
    const [, planned] = (await plan([network("10.3.0.0/16"), { ...data, data: each }])).plans;
    expect(planned).toMatchObject({ changes: [], outputsChange: true, serial: expect.any(Number) as number });
    expect(planned?.deferred?.because).toHaveLength(2);
  });

  test("fail with Terraform's errors of every invalid stack, and leave no file", async () => {
    const broken = { ...edge, reads: [], data: { Record: { input: "${terraform_data.Gone.id}" } } };
    const other = { ...broken, name: "prod-foundation" };
    await expect(plan([broken, other, data])).rejects.toThrow(
      /^prod-edge: its plan failed\.\n\nError: Reference to undeclared resource[^]*\n\nprod-foundation: its plan failed/,
    );
    for (const one of [broken, other]) expect(fs.readdirSync(platform.plans)).not.toContain(`${one.name}.tfplan`);
  });
});
