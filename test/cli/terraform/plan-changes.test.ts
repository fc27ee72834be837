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
    { address: "aws_db_instance.Replaced", type: "aws_db_instance", change: { actions: ["delete", "create"], before: {}, after: {} } },
    {
      address: "aws_db_instance.Replaced",
      type: "aws_db_instance",
      deposed: "a1b2",
      change: { actions: ["delete"], before: {}, after: null },
    },
    { address: "aws_db_instance.Kept", type: "aws_db_instance", change: { actions: ["forget"], before: {}, after: null } },
  ],
};

test("changesOf() excludes reads and no-ops, and marks deposed objects", () => {
  expect(changesOf(plan).map(({ address, action }) => `${action} ${address}`)).toEqual([
    "update aws_route53_health_check.Check",
    "create aws_db_instance.New",
    "replace aws_db_instance.Replaced",
    "delete aws_db_instance.Replaced (deposed object a1b2)",
    "forget aws_db_instance.Kept",
  ]);
});

test("changesOf() reports the attributes of a resource and of its deposed object separately", () => {
  const address = "aws_db_instance.Main";
  const resource_changes = [
    { address, type: "aws_db_instance", change: { actions: ["update"], before: { port: 1 }, after: { port: 2 } } },
    { address, type: "aws_db_instance", deposed: "a1b2", change: { actions: ["delete"], before: { name: "a" }, after: null } },
  ];
  expect(changesOf({ resource_changes }).map(({ attributes }) => attributes)).toEqual([["port"], ["name"]]);
});

test.each([{ previous_address: "aws_vpc.Old" }, { change: { actions: ["no-op"], before: {}, after: {}, importing: { id: "vpc-1" } } }])(
  "a move or an import counts as a change of the plan (%#)",
  (rest) => {
    const same = { address: "aws_vpc.New", type: "aws_vpc", change: { actions: ["no-op"], before: {}, after: {} } };
    expect(doesNothing({ resource_changes: [same] })).toBe(true);
    expect(doesNothing({ resource_changes: [{ ...same, ...rest }] })).toBe(false);
  },
);

test("an empty plan has no changes", () => {
  expect(changesOf({})).toEqual([]);
});

test("changeLine() lists the changed attributes", () => {
  expect(changesOf(plan).slice(0, 2).map(changeLine)).toEqual([
    "  change   aws_route53_health_check.Check: disabled",
    "  create   aws_db_instance.New",
  ]);
});

test("rejectOtherChanges() lists the rejected changes with their reasons, and no others", () => {
  const reject = () =>
    rejectOtherChanges("prod-edge", "an evacuation", changesOf(plan).slice(0, 2), ({ action }) =>
      action === "create" ? "is not a traffic switch" : undefined,
    );
  expect(reject).toThrowErrorMatchingInlineSnapshot(`
   "Nothing was changed: the plan for prod-edge contains changes that an evacuation does not make.

     create   aws_db_instance.New
              is not a traffic switch

   The checked-out code differs from the deployed commit. Run this command from the last deployed commit, or deploy the other changes first:
     npx cdktf diff prod-edge"
  `);
  expect(() => rejectOtherChanges("prod-edge", "an evacuation", changesOf(plan), () => undefined)).not.toThrow();
});

test.each([
  [{}, true],
  [{ output_changes: { name: { actions: ["no-op"] } } }, true],
  [{ output_changes: { name: { actions: ["update"] } } }, false],
  [plan, false],
])("doesNothing() requires that neither resources nor outputs change (%#)", (document, nothing) => {
  expect(doesNothing(document)).toBe(nothing);
});
