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

test("blocks a deployment that would restore an evacuated region, and reports the required allowance", () => {
  const { refusals } = reviewPlans(edge(OUT), readAllowances(""), 100, [api]);
  expect(refusals.map(({ reason, toAllow }) => [reason, allowLine(toAllow)])).toEqual([
    [
      "This plan would restore public traffic to eu-west-1, which is evacuated: api.acme.dev. Use `terrace region restore`; deployments do not move traffic.",
      "Allow: restore eu-west-1",
    ],
  ]);
});

test("blocks a deployment that would evacuate a restored region again", () => {
  const { refusals } = reviewPlans(edge(IN), readAllowances(""), 100, [{ ...api, off: true }]);
  expect(refusals.map(({ reason, toAllow }) => [reason, allowLine(toAllow)])).toEqual([
    [
      "This plan would remove public traffic from eu-west-1, which is in service: api.acme.dev. Use `terrace region evacuate`; deployments do not move traffic.",
      "Allow: evacuate eu-west-1",
    ],
  ]);
});

test.each([
  ["Allow: restore eu-west-1", 0],
  ["Allow: restore us-east-1", 1],
  ["Allow: evacuate eu-west-1", 1],
])("with %s, blocks for %i reasons", (line, refusals) => {
  expect(reviewPlans(edge(OUT), readAllowances(line), 100, [api]).refusals).toHaveLength(refusals);
});

test.each([
  ["another change in a region in service", edge(IN), api],
  ["another change in an evacuated region", edge(OUT), { ...api, off: true }],
  ["a new switch", edge({}, "create"), { ...api, off: true }],
  ["a switch that is deleted with its DNS name", edge(OUT, "delete"), api],
  ["no change", [stackPlan("prod-edge")], api],
])("%s is not a traffic change", (_, plans, one) => {
  expect(trafficChanges(plans, [one])).toEqual([]);
});

test("reports a region once, with all its DNS names", () => {
  const other = { ...api, address: `${address}2`, name: "admin.acme.dev" };
  const plans = [...edge(OUT), stackPlan("x", [change("replace", other.address, { before: OUT })])];
  expect(trafficChanges(plans, [api, other])).toEqual([
    { kind: "restore", region: "eu-west-1", names: ["admin.acme.dev", "api.acme.dev"] },
  ]);
});
