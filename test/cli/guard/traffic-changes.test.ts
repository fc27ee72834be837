import { allowLine, readAllowances } from "../../../cli/guard/allowances";
import { reviewPlans } from "../../../cli/guard/guard";
import { trafficChanges } from "../../../cli/guard/traffic-changes";
import type { Switch } from "../../../cli/evacuation/switches";
import type { Action } from "../../../cli/terraform/plan-changes";
import { change, stackPlan } from "../change";

const address = "aws_route53_health_check.ApiEu";
const api: Switch = { address, name: "api.acme.dev", region: "eu-west-1", off: false, watches: [] };
const OUT = { disabled: true, invert_healthcheck: true };
const IN = { disabled: false, invert_healthcheck: false };
const edge = (before: object, action: Action = "update") => [
  stackPlan("prod-edge", [change(action, address, { before: before as Readonly<Record<string, unknown>> })]),
];

test("a deployment that would put an evacuated region back to users is refused, and what would allow it is said", () => {
  const { refusals } = reviewPlans(edge(OUT), readAllowances(""), 100, [api]);
  expect(refusals.map(({ reason, toAllow }) => [reason, allowLine(toAllow)])).toEqual([
    [
      "eu-west-1 would come back into the public names, out of which somebody took it: api.acme.dev. The command for that is `npm run evacuate`; a deployment leaves users where they are.",
      "Allow: restore eu-west-1",
    ],
  ]);
});

test("so is one that would take a region out of them again, once it has come back", () => {
  const { refusals } = reviewPlans(edge(IN), readAllowances(""), 100, [{ ...api, off: true }]);
  expect(refusals.map(({ toAllow }) => allowLine(toAllow))).toEqual(["Allow: evacuate eu-west-1"]);
});

test.each([
  ["Allow: restore eu-west-1", 0],
  ["Allow: restore us-east-1", 1],
  ["Allow: evacuate eu-west-1", 1],
])("%s leaves %i refusals", (line, refusals) => {
  expect(reviewPlans(edge(OUT), readAllowances(line), 100, [api]).refusals).toHaveLength(refusals);
});

test.each([
  ["another change of a region that is in", edge(IN), api],
  ["another change of a region that is out", edge(OUT), { ...api, off: true }],
  ["a switch that is new", edge({}, "create"), { ...api, off: true }],
  ["a switch that goes with its name", edge(OUT, "delete"), api],
  ["no change", [stackPlan("prod-edge")], api],
])("%s turns nobody", (_, plans, one) => {
  expect(trafficChanges(plans, [one])).toEqual([]);
});

test("a region is named once, with all its names", () => {
  const other = { ...api, address: `${address}2`, name: "admin.acme.dev" };
  const plans = [...edge(OUT), stackPlan("x", [change("replace", other.address, { before: OUT })])];
  expect(trafficChanges(plans, [api, other])).toEqual([
    { kind: "restore", region: "eu-west-1", names: ["admin.acme.dev", "api.acme.dev"] },
  ]);
});
