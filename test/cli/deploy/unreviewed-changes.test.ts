import { unreviewedChanges } from "../../../cli/deploy/unreviewed-changes";
import type { StackPlan } from "../../../cli/plan/stack-plan";
import type { Change } from "../../../cli/terraform/plan-changes";

function change(text: string): Change {
  const [action = "", ...address] = text.split(" ");
  return { address: address.join(" "), action: action as Change["action"], type: "t", before: {}, after: {}, attributes: [] };
}

function reviewed(changes: readonly string[], lineage?: string): StackPlan {
  return { stack: "s", changes: changes.map(change), outputsChange: false, ...(lineage !== undefined && { lineage }) };
}

test.each([
  ["the same", ["update t.A"], ["update t.A"], []],
  ["fewer", ["update t.A", "create t.B"], ["create t.B"], []],
  ["another resource", ["update t.A"], ["update t.B"], ["update t.B"]],
  ["more than an update", ["update t.A"], ["replace t.A"], ["replace t.A"]],
  ["another instance", ['create t.A["x"]'], ['create t.A["y"]'], ['create t.A["y"]']],
  ["a resource that was created meanwhile", ["create t.A"], ["replace t.A"], ["replace t.A"]],
])("in an existing stack: %s", (_, before, now, more) => {
  expect(unreviewedChanges(reviewed(before, "one"), now.map(change), false)).toEqual(more.map(change));
});

test("a resource of a new stack may become several instances", () => {
  const now = ['create t.A["x"]', "create t.A[1]", "create t.B", 'update t.A["x"]'].map(change);
  expect(unreviewedChanges(reviewed(["create t.A"]), now, false)).toEqual(["create t.B", 'update t.A["x"]'].map(change));
});

test.each([
  ["create t.A", "replace t.A", true],
  ["create t.A", "delete t.A", false],
  ["replace t.A", "create t.A", true],
  ["replace t.A", "delete t.A (deposed object a1b2)", true],
  ["replace t.A", "delete t.A", false],
  ["update t.A", "replace t.A", false],
  ["create t.B", "replace t.A", false],
  ['create t.A["x"]', 'replace t.A["y"]', false],
])("after a partial apply of reviewed %j, %j counts as reviewed: %s", (before, now, isReviewed) => {
  expect(unreviewedChanges(reviewed([before], "one"), [change(now)], true)).toEqual(isReviewed ? [] : [change(now)]);
});
