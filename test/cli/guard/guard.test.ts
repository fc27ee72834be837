import { allowLine, readAllowances } from "../../../cli/guard/allowances";
import { reviewPlans } from "../../../cli/guard/guard";
import { regionImpacts } from "../../../cli/guard/region-impact";
import { RESOURCE_RIGHTS } from "../../../constructs/delivery/permissions";
import { dataLoss, STATEFUL } from "../../../cli/guard/stateful";
import { STATELESS } from "../../../cli/guard/stateless";
import { full } from "../../fixtures/environments/full";
import { synthesizePlatform } from "../../support/platform";
import type { Block } from "../../support/synth";
import { change, stackPlan } from "../change";

const NOTHING_SAID = readAllowances("");
const DATA = "prod-eu-west-1-data";
const queueGoes = stackPlan(DATA, [change("delete", "aws_sqs_queue.emails")]);
const tableAnew = stackPlan("prod-data", [change("replace", "aws_dynamodb_table.likes")]);

describe("what is stateful", () => {
  test.each(Object.keys(STATEFUL).filter((type) => !STATEFUL[type]?.mayEnd))("%s is lost when it is destroyed or replaced", (type) => {
    expect(dataLoss(change("delete", `${type}.One`))).toBe(STATEFUL[type]);
    expect(dataLoss(change("replace", `${type}.One`))).toBe(STATEFUL[type]);
    for (const action of ["create", "update", "forget"] as const) expect(dataLoss(change(action, `${type}.One`))).toBeUndefined();
  });

  test.each(["aws_ecs_service", "aws_lb", "aws_lb_listener", "aws_ec2_transit_gateway", "aws_vpc_peering_connection", "aws_sns_topic"])(
    "%s may end with what it serves, and must not be replaced",
    (type) => {
      expect(dataLoss(change("delete", `${type}.One`))).toBeUndefined();
      expect(dataLoss(change("replace", `${type}.One`))).toBeDefined();
    },
  );

  test.each([
    [{}, true],
    [{ replicate_source_db: "" }, true],
    [{ replicate_source_db: null }, true],
    [{ replicate_source_db: "arn:aws:rds:us-east-1:1:db:prod-main" }, false],
  ])("of databases those that are a copy of nothing: %j, %j", (before, isLost) => {
    expect(dataLoss(change("delete", "aws_db_instance.Main", { before })) !== undefined).toBe(isLost);
  });

  test.each(["aws_security_group", "aws_ecs_task_definition", "aws_cloudwatch_metric_alarm", "constructor"])("%s is not", (type) => {
    expect(dataLoss(change("delete", `${type}.One`))).toBeUndefined();
  });

  test.each([
    [{ name: "api.example.com", set_identifier: "" }, true],
    [{ name: "api.example.com", set_identifier: "eu-west-1" }, false],
    [{ name: "_3f2a.api.example.com" }, false],
  ])("of names those that nothing else answers for, and nobody asks for again: %j, %j", (before, isLost) => {
    expect(dataLoss(change("delete", "aws_route53_record.Api", { before })) !== undefined).toBe(isLost);
  });

  test("is decided for every type that stacks are made of, for each once", () => {
    const stateless = STATELESS.flatMap(({ types }) => types);
    const decided = [...stateless, ...Object.keys(STATEFUL)];
    expect(Object.keys(RESOURCE_RIGHTS).filter((type) => !decided.includes(type))).toEqual([]);
    expect(decided.filter((type, index) => decided.indexOf(type) !== index)).toEqual([]);
    expect(stateless.filter((type) => !Object.hasOwn(RESOURCE_RIGHTS, type))).toEqual([]);
  });

  test("is whatever the constructs protect from being destroyed", () => {
    const stacks = [...synthesizePlatform({ ...full, removalPolicy: "retain" }).values()];
    const all = stacks.flatMap(({ resource = {} }) => Object.entries(resource));
    const isProtected = ({ lifecycle }: Block) => (lifecycle as Block | undefined)?.prevent_destroy === true;
    const types = all.flatMap(([type, byName]) => (Object.values(byName).some(isProtected) ? [type] : []));
    expect(new Set(types).size).toBeGreaterThan(8);
    expect(types.filter((type) => !Object.hasOwn(STATEFUL, type))).toEqual([]);
  });
});

describe("the guard", () => {
  test("refuses what is lost, says what that means, and what would allow it", () => {
    const { refusals, losses } = reviewPlans([queueGoes, tableAnew], NOTHING_SAID, 25);
    expect(refusals.map(({ reason, toAllow }) => [reason, allowLine(toAllow)])).toEqual([
      [
        "prod-eu-west-1-data would destroy the queue aws_sqs_queue.emails. All messages that wait in it are gone, and what was sent to its address fails.",
        "Allow: destroy prod-eu-west-1-data aws_sqs_queue.emails",
      ],
      [
        "prod-data would replace the table aws_dynamodb_table.likes. All its items are gone, in every region; a backup restores them into another table, without what was written since.",
        "Allow: replace prod-data aws_dynamodb_table.likes",
      ],
    ]);
    expect(losses.map((loss) => loss.allowed)).toEqual([false, false]);
  });

  test("lets pass what the pull request says, which stays told", () => {
    const said = readAllowances(
      "Allow: destroy prod-eu-west-1-data aws_sqs_queue.emails\nAllow: replace prod-data aws_dynamodb_table.likes",
    );
    const judgement = reviewPlans([queueGoes, tableAnew], said, 25);
    expect(judgement).toMatchObject({ refusals: [], unmatched: [], losses: [{ allowed: true }, { allowed: true }] });
  });

  test.each([
    ["another verb", "Allow: replace prod-eu-west-1-data aws_sqs_queue.emails"],
    ["another stack", "Allow: destroy prod-us-east-1-data aws_sqs_queue.emails"],
    ["another address", "Allow: destroy prod-eu-west-1-data aws_sqs_queue.email"],
  ])("is not allowed by %s, and says that the line is of no use", (_, line) => {
    const { refusals, unmatched: unused } = reviewPlans([queueGoes], readAllowances(line), 25);
    expect(refusals).toHaveLength(1);
    expect(unused.map(allowLine)).toEqual([line]);
  });

  test("says of what is forgotten that it goes on without anybody, and refuses nothing", () => {
    const plan = stackPlan(DATA, [change("forget", "aws_dynamodb_table.likes"), change("forget", "aws_security_group.old")]);
    const { refusals, warnings } = reviewPlans([plan], NOTHING_SAID, 25);
    expect(refusals).toEqual([]);
    expect(warnings.map(({ what, means }) => [what, means])).toEqual([
      ["table", "It goes on and costs, and no deployment changes it any more."],
    ]);
  });

  test("has nothing against a new environment, however much of it is new", () => {
    const all = ["aws_db_instance.Main", "aws_vpc.Vpc"].map((address) => change("create", address));
    expect(reviewPlans([stackPlan(DATA, all, { existing: {} })], NOTHING_SAID, 25).refusals).toEqual([]);
  });
});

describe("the share of a region", () => {
  const existing = { aws_vpc: 1, aws_subnet: 9, aws_cloudwatch_metric_alarm: 200 };
  const subnets = (count: number, action: "update" | "create" = "update") =>
    Array.from({ length: count }, (_, index) => change(action, `aws_subnet.S${index}`));
  const network = (changes: ReturnType<typeof subnets>) => stackPlan("prod-eu-west-1-network", changes, { existing });

  test("is of what serves: what watches is no part of it, nor is what is new", () => {
    const alarms = [change("replace", "aws_cloudwatch_metric_alarm.A"), change("create", "aws_subnet.New")];
    expect(regionImpacts([network([...subnets(2), ...alarms])])).toEqual([{ region: "eu-west-1", changing: 2, of: 10, percent: 20 }]);
  });

  test("is of all stacks of a region together, planned or not, and of no stack without one", () => {
    const other = stackPlan("prod-eu-west-1-service", [], { existing: { aws_lb: 10 } });
    const edge = stackPlan("prod-edge", [change("update", "aws_route53_record.A")], { existing: { aws_route53_record: 1 } });
    expect(regionImpacts([network(subnets(2)), other, edge])).toEqual([{ region: "eu-west-1", changing: 2, of: 20, percent: 10 }]);
  });

  test("is rounded up, and never above the whole", () => {
    expect(regionImpacts([stackPlan(DATA, subnets(1), { existing: { aws_subnet: 3 } })])[0]?.percent).toBe(34);
    expect(regionImpacts([stackPlan(DATA, subnets(5), { existing: { aws_subnet: 3 } })])[0]?.percent).toBe(100);
  });

  test("is refused above the limit", () => {
    expect(reviewPlans([network(subnets(2))], NOTHING_SAID, 20).refusals).toEqual([]);
    expect(reviewPlans([network(subnets(3))], NOTHING_SAID, 20).refusals).toEqual([
      {
        reason: "3 of the 10 resources that serve eu-west-1 would change at once: 30%, and 20% may.",
        toAllow: { kind: "change", region: "eu-west-1", percent: 30 },
      },
    ]);
  });

  test.each([
    ["Allow: change eu-west-1 30%", 0],
    ["Allow: change eu-west-1 29%", 1],
    ["Allow: change us-east-1 30%", 1],
  ])("%j leaves %i refusals", (line, refusals) => {
    expect(reviewPlans([network(subnets(3))], readAllowances(line), 25).refusals).toHaveLength(refusals);
  });
});
