import { driftReport } from "../../../cli/cdktf/deploy";
import { planJson, planLines, stackPlanLine } from "../../../cli/plan/plan-text";
import type { StackPlan } from "../../../cli/plan/stack-plan";
import type { Action } from "../../../cli/terraform/plan-changes";
import { paint } from "../../../cli/text/color";
import { change } from "../change";

const plan = (stack: string, changes: readonly (readonly [Action, string])[], rest: Partial<StackPlan> = {}): StackPlan => ({
  stack,
  changes: changes.map(([action, address]) => change(action, address, { attributes: action === "update" ? ["ttl"] : [] })),
  outputsChange: false,
  ...rest,
});

const NETWORK = plan("prod-network", [
  ["create", "aws_vpc.New"],
  ["create", "aws_subnet.New"],
  ["update", "aws_route.Main"],
]);
const DATA = plan("prod-data", [
  ["create", "aws_sqs_queue.New"],
  ["forget", "aws_sqs_queue.Former"],
  ["replace", "aws_db_instance.Main"],
  ["delete", "aws_sqs_queue.Old"],
]);
const EDGE = plan("prod-edge", []);
const options = { environment: "prod" };

test.each([
  [NETWORK, "  prod-network: 2 to create, 1 to change"],
  [DATA, "  prod-data: 1 to create, 1 to replace, 1 to destroy, 1 to remove from state"],
  [{ ...NETWORK, deferred: { because: ["it"] } }, "  prod-network: 2 to create, 1 to change, replanned at apply"],
  [{ ...EDGE, outputsChange: true }, "  prod-edge: outputs only"],
  [{ ...EDGE, places: ["a is renamed to b"] }, "  prod-edge: only moved in state"],
  [EDGE, "  prod-edge: no changes"],
])("the line of a stack names each action (%#)", (one, line) => {
  expect(stackPlanLine(one)).toBe(line);
});

describe("planLines()", () => {
  test("prints the total of all stacks, and the addresses of replaced, destroyed and removed resources", () => {
    expect(planLines({ plans: [NETWORK, DATA], same: [EDGE] }, options)).toEqual([
      "Plan for prod: 3 to create, 1 to change, 1 to replace, 1 to destroy, 1 to remove from state in 2 of 3 stacks",
      "",
      "prod-data:",
      "  destroy  aws_sqs_queue.Old",
      "  replace  aws_db_instance.Main",
      "  remove from state  aws_sqs_queue.Former",
      "",
      "4 addresses are not listed: use --full.",
    ]);
  });

  test("prints all addresses and changed attributes with --full", () => {
    expect(planLines({ plans: [NETWORK, DATA], same: [EDGE] }, { ...options, full: true }).slice(1)).toEqual([
      "",
      "prod-network:",
      "  change   aws_route.Main: ttl",
      "  create   aws_vpc.New",
      "  create   aws_subnet.New",
      "",
      "prod-data:",
      "  destroy  aws_sqs_queue.Old",
      "  replace  aws_db_instance.Main",
      "  remove from state  aws_sqs_queue.Former",
      "  create   aws_sqs_queue.New",
    ]);
  });

  test("prints one line if nothing changes", () => {
    expect(planLines({ plans: [], same: [EDGE] }, options)).toEqual(["Plan for prod: no changes"]);
  });

  test("colors lines by action, and adds nothing else", () => {
    const colored = planLines({ plans: [DATA], same: [] }, { ...options, full: true, colors: paint(true) });
    expect(colored).toContain("\u001b[31m  destroy  aws_sqs_queue.Old\u001b[39m");
    expect(colored.map((line) => line.replaceAll(/\u001b\[\d+m/g, ""))).toEqual(
      planLines({ plans: [DATA], same: [] }, { ...options, full: true }),
    );
  });
});

test("planJson() has the counts and addresses of all stacks, and no values", () => {
  const secret = { ...DATA, changes: DATA.changes.map((one) => ({ ...one, before: { password: "hunter2" } })) };
  const json = planJson({ plans: [secret], same: [EDGE] }, "prod");
  expect(json).toMatchObject({
    environment: "prod",
    counts: { create: 1, update: 0, replace: 1, delete: 1, forget: 1 },
    stacks: [
      { stack: "prod-data", changes: [{ action: "delete", address: "aws_sqs_queue.Old" }, {}, {}, {}] },
      { stack: "prod-edge", changes: [] },
    ],
  });
  expect(JSON.stringify(json)).not.toContain("hunter2");
});

test("a second plan that is not empty uses the same words", () => {
  const changes = [
    { address: "aws_sqs_queue.Mails", action: "update", attributes: ["tags"] },
    { address: "aws_sqs_queue.Old", action: "delete" },
    { address: "output.Url", action: "unknown to Terrace" },
  ];
  expect(
    driftReport([{ stack: "dev-data", changes }])
      .split("\n")
      .slice(-3),
  ).toEqual(["  change aws_sqs_queue.Mails: tags", "  destroy aws_sqs_queue.Old", "  unknown to Terrace output.Url"]);
});
