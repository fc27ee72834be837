import { LAST_STEP, rolloutOrder, rolloutOf } from "../../../cli/deploy/rollout";
import { isWatch, pageAlarmsOf } from "../../../cli/gates/page-alarms";
import { readsOf } from "../../../cli/plan/upstream-outputs";
import type { TerraformJson } from "../../../cli/synthesis/synthesized";
import { placed, watchingOf } from "../../support/alarms/platform-alarms";
import { regionOfStack } from "../../../stacks/names";
import { grouped } from "../../fixtures/environments/grouped";
import { staging } from "../../fixtures/environments/photofeed";

/** Checks the gate's parsing against the synthesized stacks. */
const { platform, stacks } = watchingOf(staging);
const regions = platform.regions.map(({ name }) => name);

test("finds exactly the alarms with a page topic as an action, each in its region", () => {
  const all = ["aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"].flatMap((type) => placed(stacks, type));
  const paging = all.filter(({ block }) => JSON.stringify(block.alarm_actions ?? []).includes("Alerts_Page"));
  const groups = [...stacks].filter(([name]) => isWatch(name)).map(([name, json]) => pageAlarmsOf(name, json as unknown as TerraformJson));
  const pairs = groups.flatMap(({ region, names }) => names.map((name) => `${region} ${name}`));
  expect(pairs.sort()).toEqual(paging.map(({ region, block }) => `${region} ${String(block.alarm_name)}`).sort());
  expect(groups.map(({ stack, names }) => [stack, names.length > 0])).toEqual([
    ["staging-us-east-1-watch", true],
    ["staging-eu-west-1-watch", true],
    ["staging-watch", true],
  ]);
});

test("finds the pages of groups, whose topic is in another stack", () => {
  const watching = watchingOf(grouped);
  const groups = [...watching.stacks].filter(([name]) => isWatch(name));
  const found = groups.map(([name, json]) => pageAlarmsOf(name, json as unknown as TerraformJson));
  expect(found.map(({ stack, region, names }) => [stack, region, names.length > 0])).toEqual([
    ["grouped-eu-west-1-watch", "eu-west-1", true],
    ["grouped-eu-west-1-watch-checkout", "eu-west-1", true],
    ["grouped-eu-west-1-watch-media", "eu-west-1", true],
    ["grouped-eu-west-1-pages", "eu-west-1", true],
    ["grouped-watch", "us-east-1", true],
  ]);
  const paging = [...watching.alarms, ...watching.composites].filter(({ block }) =>
    /Alerts_Page|-page"/.test(JSON.stringify(block.alarm_actions ?? [])),
  );
  expect(found.flatMap(({ names }) => names).sort()).toEqual(paging.map(({ block }) => String(block.alarm_name)).sort());
});

test("each region is a step with its alarms and services, and no stack precedes its dependencies", () => {
  const placedStacks = [...stacks].map(([name, json]) => {
    const region = regionOfStack(name, platform.name);
    return { name, dependsOn: [...readsOf(json).keys()], ...(region !== undefined && { region }) };
  });
  const order = rolloutOrder(platform.regions.map(({ name, primary }) => ({ name, primary, servesNoTraffic: false })));
  const steps = rolloutOf(placedStacks, order);
  expect(steps.map(({ name }) => name)).toEqual(["eu-west-1", "us-east-1", LAST_STEP]);
  const stackOrder = steps.flatMap(({ layers }) => layers.flat());
  expect([...stackOrder].sort()).toEqual([...stacks.keys()].sort());
  for (const { name, dependsOn } of placedStacks)
    for (const need of dependsOn) expect([name, stackOrder.indexOf(need) < stackOrder.indexOf(name)]).toEqual([name, true]);
  const stepOf = (stack: string) => steps.find(({ layers }) => layers.flat().includes(stack))?.name;
  for (const region of regions) expect(["service", "watch"].map((layer) => stepOf(`staging-${region}-${layer}`))).toEqual([region, region]);
});
