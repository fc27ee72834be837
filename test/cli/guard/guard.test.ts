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

const NO_ALLOWANCES = readAllowances("");
const DATA = "prod-eu-west-1-data";
const queueDeleted = stackPlan(DATA, [change("delete", "aws_sqs_queue.emails")]);
const tableReplaced = stackPlan("prod-data", [change("replace", "aws_dynamodb_table.likes")]);

describe("stateful types", () => {
  test.each(Object.keys(STATEFUL).filter((type) => !STATEFUL[type]?.mayBeDeleted))("%s: destroying or replacing it is a loss", (type) => {
    expect(dataLoss(change("delete", `${type}.One`))).toBe(STATEFUL[type]);
    expect(dataLoss(change("replace", `${type}.One`))).toBe(STATEFUL[type]);
    for (const action of ["create", "update", "forget"] as const) expect(dataLoss(change(action, `${type}.One`))).toBeUndefined();
  });

  test.each(["aws_ecs_service", "aws_lb", "aws_lb_listener", "aws_ec2_transit_gateway", "aws_vpc_peering_connection", "aws_sns_topic"])(
    "%s: replacing it is a loss, deleting it is not",
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
  ])("a deleted database with %j is a loss: %j", (before, isLost) => {
    expect(dataLoss(change("delete", "aws_db_instance.Main", { before })) !== undefined).toBe(isLost);
  });

  test.each(["aws_security_group", "aws_ecs_task_definition", "aws_cloudwatch_metric_alarm", "constructor"])(
    "%s is not stateful",
    (type) => {
      expect(dataLoss(change("delete", `${type}.One`))).toBeUndefined();
    },
  );

  test.each([
    [{ name: "api.example.com", set_identifier: "" }, true],
    [{ name: "api.example.com", set_identifier: "eu-west-1" }, false],
    [{ name: "_3f2a.api.example.com" }, false],
  ])("a deleted DNS record with %j is a loss: %j", (before, isLost) => {
    expect(dataLoss(change("delete", "aws_route53_record.Api", { before })) !== undefined).toBe(isLost);
  });

  test("classifies every resource type exactly once", () => {
    const stateless = STATELESS.flatMap(({ types }) => types);
    const decided = [...stateless, ...Object.keys(STATEFUL)];
    expect(Object.keys(RESOURCE_RIGHTS).filter((type) => !decided.includes(type))).toEqual([]);
    expect(decided.filter((type, index) => decided.indexOf(type) !== index)).toEqual([]);
    expect(stateless.filter((type) => !Object.hasOwn(RESOURCE_RIGHTS, type))).toEqual([]);
  });

  test("includes every type that the constructs protect with prevent_destroy", () => {
    const stacks = [...synthesizePlatform({ ...full, removalPolicy: "retain" }).values()];
    const all = stacks.flatMap(({ resource = {} }) => Object.entries(resource));
    const isProtected = ({ lifecycle }: Block) => (lifecycle as Block | undefined)?.prevent_destroy === true;
    const types = all.flatMap(([type, byName]) => (Object.values(byName).some(isProtected) ? [type] : []));
    expect(new Set(types).size).toBeGreaterThan(8);
    expect(types.filter((type) => !Object.hasOwn(STATEFUL, type))).toEqual([]);
  });
});

describe("guard", () => {
  test("blocks losses and reports the consequence and the required allowance", () => {
    const { refusals, losses } = reviewPlans([queueDeleted, tableReplaced], NO_ALLOWANCES, 25);
    expect(refusals.map(({ reason, toAllow }) => [reason, allowLine(toAllow)])).toEqual([
      [
        "prod-eu-west-1-data would destroy the queue aws_sqs_queue.emails. Deletes all messages in the queue. Sending to its URL fails.",
        "Allow: destroy prod-eu-west-1-data aws_sqs_queue.emails",
      ],
      [
        "prod-data would replace the table aws_dynamodb_table.likes. Deletes all items in every region. A backup restores them to a new table, without later writes.",
        "Allow: replace prod-data aws_dynamodb_table.likes",
      ],
    ]);
    expect(losses.map((loss) => loss.allowed)).toEqual([false, false]);
  });

  test("allows losses that the pull request approves, and still reports them", () => {
    const allowances = readAllowances(
      "Allow: destroy prod-eu-west-1-data aws_sqs_queue.emails\nAllow: replace prod-data aws_dynamodb_table.likes",
    );
    const review = reviewPlans([queueDeleted, tableReplaced], allowances, 25);
    expect(review).toMatchObject({ refusals: [], unmatched: [], losses: [{ allowed: true }, { allowed: true }] });
  });

  test.each([
    ["another verb", "Allow: replace prod-eu-west-1-data aws_sqs_queue.emails"],
    ["another stack", "Allow: destroy prod-us-east-1-data aws_sqs_queue.emails"],
    ["another address", "Allow: destroy prod-eu-west-1-data aws_sqs_queue.email"],
  ])("blocks with an allowance for %s, and reports it as unmatched", (_, line) => {
    const { refusals, unmatched } = reviewPlans([queueDeleted], readAllowances(line), 25);
    expect(refusals).toHaveLength(1);
    expect(unmatched.map(allowLine)).toEqual([line]);
  });

  test("warns about stateful resources that are removed from the state, without blocking", () => {
    const plan = stackPlan(DATA, [change("forget", "aws_dynamodb_table.likes"), change("forget", "aws_security_group.old")]);
    const { refusals, warnings } = reviewPlans([plan], NO_ALLOWANCES, 25);
    expect(refusals).toEqual([]);
    expect(warnings.map(({ noun, consequence }) => [noun, consequence])).toEqual([
      ["table", "It keeps running and incurring costs, but deployments no longer manage it."],
    ]);
  });

  test("does not block a new environment", () => {
    const all = ["aws_db_instance.Main", "aws_vpc.Vpc"].map((address) => change("create", address));
    expect(reviewPlans([stackPlan(DATA, all, { existing: {} })], NO_ALLOWANCES, 25).refusals).toEqual([]);
  });
});

describe("region impact", () => {
  const existing = { aws_vpc: 1, aws_subnet: 9, aws_cloudwatch_metric_alarm: 200 };
  const subnets = (count: number, action: "update" | "create" = "update") =>
    Array.from({ length: count }, (_, index) => change(action, `aws_subnet.S${index}`));
  const network = (changes: ReturnType<typeof subnets>) => stackPlan("prod-eu-west-1-network", changes, { existing });

  test("excludes monitoring and new resources", () => {
    const alarms = [change("replace", "aws_cloudwatch_metric_alarm.A"), change("create", "aws_subnet.New")];
    expect(regionImpacts([network([...subnets(2), ...alarms])])).toEqual([{ region: "eu-west-1", changing: 2, of: 10, percent: 20 }]);
  });

  test("sums all stacks of a region, planned or not, and excludes stacks without a region", () => {
    const other = stackPlan("prod-eu-west-1-service", [], { existing: { aws_lb: 10 } });
    const edge = stackPlan("prod-edge", [change("update", "aws_route53_record.A")], { existing: { aws_route53_record: 1 } });
    expect(regionImpacts([network(subnets(2)), other, edge])).toEqual([{ region: "eu-west-1", changing: 2, of: 20, percent: 10 }]);
  });

  test("is rounded up to at most 100%", () => {
    expect(regionImpacts([stackPlan(DATA, subnets(1), { existing: { aws_subnet: 3 } })])[0]?.percent).toBe(34);
    expect(regionImpacts([stackPlan(DATA, subnets(5), { existing: { aws_subnet: 3 } })])[0]?.percent).toBe(100);
  });

  test("is blocked above the limit", () => {
    expect(reviewPlans([network(subnets(2))], NO_ALLOWANCES, 20).refusals).toEqual([]);
    expect(reviewPlans([network(subnets(3))], NO_ALLOWANCES, 20).refusals).toEqual([
      {
        reason: "3 of 10 non-monitoring resources in eu-west-1 (30%) would change in one deployment; the limit is 20%.",
        toAllow: { kind: "change", region: "eu-west-1", percent: 30 },
      },
    ]);
  });

  test.each([
    ["Allow: change eu-west-1 30%", 0],
    ["Allow: change eu-west-1 29%", 1],
    ["Allow: change us-east-1 30%", 1],
  ])("with %j, blocks for %i reasons", (line, refusals) => {
    expect(reviewPlans([network(subnets(3))], readAllowances(line), 25).refusals).toHaveLength(refusals);
  });
});
