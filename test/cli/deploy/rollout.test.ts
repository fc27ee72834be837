import { LAST_STEP, rolloutOrder, rolloutOf, type Placed } from "../../../cli/deploy/rollout";

const REGIONS = ["us-east-1", "eu-west-1"];

/** Dependencies as in `stacks/platform.ts`, by name without the environment. */
const DEPENDENCIES: Readonly<Record<string, readonly string[]>> = {
  foundation: [],
  data: [],
  "us-east-1-network": [],
  "eu-west-1-network": [],
  network: ["us-east-1-network", "eu-west-1-network"],
  "us-east-1-data": ["us-east-1-network"],
  "eu-west-1-data": ["eu-west-1-network"],
  "us-east-1-database-main": ["us-east-1-network", "data", "network"],
  "eu-west-1-database-main": ["eu-west-1-network", "us-east-1-database-main", "network"],
  "us-east-1-service": ["foundation", "data", "us-east-1-data", "us-east-1-database-main"],
  "eu-west-1-service": ["foundation", "data", "eu-west-1-data", "eu-west-1-database-main"],
  "us-east-1-watch": ["us-east-1-service"],
  "eu-west-1-watch": ["eu-west-1-service"],
  edge: ["foundation", "us-east-1-service", "eu-west-1-service"],
  watch: ["edge", "us-east-1-watch", "eu-west-1-watch"],
};
const stacks = Object.entries(DEPENDENCIES).map(([name, dependsOn]): Placed => {
  const region = REGIONS.find((each) => name.startsWith(each));
  return { name, dependsOn, ...(region !== undefined && { region }) };
});

test("a step has a region and its dependencies, the remaining stacks are last, and no stack is repeated", () => {
  const steps = rolloutOf(stacks, ["eu-west-1", "us-east-1"]);
  expect(steps.map(({ name, layers }) => [name, layers])).toEqual([
    [
      "eu-west-1",
      [
        ["data", "eu-west-1-network", "foundation", "us-east-1-network"],
        ["eu-west-1-data", "network"],
        ["us-east-1-database-main"],
        ["eu-west-1-database-main"],
        ["eu-west-1-service"],
        ["eu-west-1-watch"],
      ],
    ],
    ["us-east-1", [["us-east-1-data"], ["us-east-1-service"], ["us-east-1-watch"]]],
    [LAST_STEP, [["edge"], ["watch"]]],
  ]);
});

test("a stack never precedes its dependencies, in any order of regions", () => {
  for (const regions of [REGIONS, [...REGIONS].reverse(), []]) {
    const order = rolloutOf(stacks, regions).flatMap(({ layers }) => layers.flat());
    expect([...order].sort()).toEqual(Object.keys(DEPENDENCIES).sort());
    for (const [name, dependencies] of Object.entries(DEPENDENCIES))
      for (const each of dependencies) expect(order.indexOf(each)).toBeLessThan(order.indexOf(name));
  }
});

test("an environment with one region has a step for it and one for the edge", () => {
  const one = stacks.filter(({ name }) => !name.startsWith("eu-west-1"));
  expect(rolloutOf(one, ["us-east-1"]).map(({ name }) => name)).toEqual(["us-east-1", LAST_STEP]);
});

test("regions without traffic come first, the primary region last", () => {
  const region = (name: string, primary = false, servesNoTraffic = false) => ({ name, primary, servesNoTraffic });
  expect(rolloutOrder([region("a", true), region("b"), region("c", false, true), region("d")])).toEqual(["c", "b", "d", "a"]);
  expect(rolloutOrder([region("a", true, true), region("b")])).toEqual(["a", "b"]);
});
