import { EDGE_REGION } from "../../constructs/edge/edge-region";
import { environmentOfStack, parseStackName } from "../../stacks/names";
import { everyEnvironment } from "../fixtures/environments/every";
import { like } from "../support/iam/conditions";
import { synthesizeMissing, synthesizePlatform } from "../support/platform";
import { type StackJson, resources, statementsOf } from "../support/synth";

/** Log groups of all environments that an AWS service writes to, with the policy that allows it. */
const environments = Object.values(everyEnvironment);
let stacks: ReadonlyMap<string, StackJson>;
beforeAll(() => {
  synthesizeMissing(environments);
  stacks = new Map(environments.flatMap((environment) => [...synthesizePlatform(environment)]));
});

/** The provider region of a stack without a region in its name is that of the edge. */
const regionOf = (stack: string) => parseStackName(stack)?.region ?? EDGE_REGION;
const placeOf = (stack: string) => `${environmentOfStack(stack) ?? ""} ${regionOf(stack)}`;

test("an environment has at most one resource policy in a region", () => {
  const places = [...stacks].flatMap(([name, json]) => resources(json, "aws_cloudwatch_log_resource_policy").map(() => placeOf(name)));
  expect(places.length).toBeGreaterThan(10);
  expect(places.filter((place, index) => places.indexOf(place) < index)).toEqual([]);
});

test("each log group of events, of a firewall and of delivered logs is allowed by the policy of its environment and region", () => {
  const policies = [...stacks].flatMap(([name, json]) =>
    resources(json, "aws_cloudwatch_log_resource_policy").map((block) => ({ place: placeOf(name), block })),
  );
  const groups = [...stacks].flatMap(([name, json]) =>
    resources(json, "aws_cloudwatch_log_group")
      .map((block) => ({ place: placeOf(name), group: String(block.name) }))
      .filter(({ group }) => /^(aws-waf-logs-|\/aws\/events\/|\/aws\/vendedlogs\/[a-z0-9]+\/(alb|nlb|cdn)$)/.test(group)),
  );
  for (const kind of ["aws-waf-logs-", "/aws/events/", "/aws/vendedlogs/"])
    expect([kind, groups.some(({ group }) => group.startsWith(kind))]).toEqual([kind, true]);
  const allowed = ({ place, group }: (typeof groups)[number]) =>
    policies
      .filter((policy) => policy.place === place)
      .flatMap(({ block }) => statementsOf(block, "policy_document"))
      .flatMap(({ Resource }) => [Resource].flat().map(String))
      .some((pattern) => like(`log-group:${group}:log-stream:one`, pattern.replace(/^.*:log-group:/, "log-group:")));
  expect(groups.filter((one) => !allowed(one))).toEqual([]);
});
