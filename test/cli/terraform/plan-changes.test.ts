import { changeLine, changesOf, doesNothing, rejectOtherChanges } from "../../../cli/terraform/plan-changes";

const plan = {
  resource_changes: [
    { address: "aws_vpc.Same", type: "aws_vpc", change: { actions: ["no-op"], before: { a: 1 }, after: { a: 1 } } },
    { address: "data.aws_region.Here", type: "aws_region", change: { actions: ["read"], before: null, after: {} } },
    {
      address: "aws_route53_health_check.Check",
      type: "aws_route53_health_check",
      change: { actions: ["update"], before: { disabled: false, tags: {} }, after: { disabled: true, tags: {} } },
    },
    { address: "aws_db_instance.New", type: "aws_db_instance", change: { actions: ["create"], before: null, after: { port: 1 } } },
    { address: "aws_db_instance.Anew", type: "aws_db_instance", change: { actions: ["delete", "create"], before: {}, after: {} } },
    { address: "aws_db_instance.Anew", type: "aws_db_instance", deposed: "a1b2", change: { actions: ["delete"], before: {}, after: null } },
    { address: "aws_db_instance.Kept", type: "aws_db_instance", change: { actions: ["forget"], before: {}, after: null } },
  ],
};

test("what is only read, and what stays, is no change; deposed objects are told apart", () => {
  expect(changesOf(plan).map(({ address, action }) => `${action} ${address}`)).toEqual([
    "update aws_route53_health_check.Check",
    "create aws_db_instance.New",
    "replace aws_db_instance.Anew",
    "delete aws_db_instance.Anew (deposed object a1b2)",
    "forget aws_db_instance.Kept",
  ]);
});

test("what is left of a failed replacement has attributes of its own, and its resource keeps its own", () => {
  const address = "aws_db_instance.Main";
  const resource_changes = [
    { address, type: "aws_db_instance", change: { actions: ["update"], before: { port: 1 }, after: { port: 2 } } },
    { address, type: "aws_db_instance", deposed: "a1b2", change: { actions: ["delete"], before: { name: "a" }, after: null } },
  ];
  expect(changesOf({ resource_changes }).map(({ attributes }) => attributes)).toEqual([["port"], ["name"]]);
});

test.each([{ previous_address: "aws_vpc.Old" }, { change: { actions: ["no-op"], before: {}, after: {}, importing: { id: "vpc-1" } } }])(
  "what gets another place in the state is something to do (%#)",
  (rest) => {
    const same = { address: "aws_vpc.New", type: "aws_vpc", change: { actions: ["no-op"], before: {}, after: {} } };
    expect(doesNothing({ resource_changes: [same] })).toBe(true);
    expect(doesNothing({ resource_changes: [{ ...same, ...rest }] })).toBe(false);
  },
);

test("an empty plan changes nothing", () => {
  expect(changesOf({})).toEqual([]);
});

test("a line tells what of a resource would change", () => {
  expect(changesOf(plan).slice(0, 2).map(changeLine)).toEqual([
    "  update   aws_route53_health_check.Check: disabled",
    "  create   aws_db_instance.New",
  ]);
});

test("what must not be is refused, each with its reason, and the rest is not named", () => {
  const refuse = () =>
    rejectOtherChanges("prod-edge", "an evacuation touches", changesOf(plan).slice(0, 2), ({ action }) =>
      action === "create" ? "is not ours" : undefined,
    );
  expect(refuse).toThrowErrorMatchingInlineSnapshot(`
   "Nothing was changed: in prod-edge more would change than an evacuation touches.

     create   aws_db_instance.New
              is not ours

   What is here differs from what is deployed. Run this from the commit that was deployed last, or deploy the rest first:
     npx cdktf diff prod-edge"
  `);
  expect(() => rejectOtherChanges("prod-edge", "an evacuation touches", changesOf(plan), () => undefined)).not.toThrow();
});

test.each([
  [{}, true],
  [{ output_changes: { name: { actions: ["no-op"] } } }, true],
  [{ output_changes: { name: { actions: ["update"] } } }, false],
  [plan, false],
])("a plan does nothing only where neither resources nor outputs change (%#)", (document, nothing) => {
  expect(doesNothing(document)).toBe(nothing);
});
