import { known } from "../../stacks/regions";
import { grouped, groupsOnly, ungrouped } from "../fixtures/environments/grouped";
import { synthesizeMissing, synthesizePlatform } from "../support/platform";
import { pathOf, resources, type StackJson } from "../support/synth";

synthesizeMissing([grouped, groupsOnly, ungrouped]);
const STACKS = synthesizePlatform(grouped);
const WITHOUT = synthesizePlatform(ungrouped);
const ONLY = synthesizePlatform(groupsOnly);
const [DEFAULT, CHECKOUT, MEDIA] = ["", "-checkout", "-media"].map((ending) => known(STACKS, `grouped-eu-west-1-service${ending}`)) as [
  StackJson,
  StackJson,
  StackJson,
];

/** Type and name of each resource. */
const addresses = (stack: StackJson) =>
  Object.entries(stack.resource ?? {}).flatMap(([type, blocks]) => Object.keys(blocks).map((name) => `${type}.${name}`));
const ecsServices = (stack: StackJson) =>
  resources(stack, "aws_ecs_service")
    .map(({ name }) => name)
    .sort();

test("the stack of a group has exactly the services and workers of the group", () => {
  expect(ecsServices(DEFAULT)).toEqual(["grouped-api", "grouped-telemetry", "grouped-upload"]);
  expect(ecsServices(CHECKOUT)).toEqual(["grouped-ingest", "grouped-mailer", "grouped-search"]);
  expect(ecsServices(MEDIA)).toEqual(["grouped-admin", "grouped-resizer"]);
});

test("a group changes the stack of a resource, and neither its address nor its existence", () => {
  const all = [DEFAULT, CHECKOUT, MEDIA].flatMap(addresses);
  expect([...all].sort()).toEqual(addresses(known(WITHOUT, "grouped-eu-west-1-service")).sort());
  expect(new Set(all).size).toBe(all.length);
});

test("load balancers, cluster and certificate stay in the stack of the default group, also without a workload in it", () => {
  const shared = ["aws_lb", "aws_ecs_cluster", "aws_acm_certificate"];
  const counts = (stack: StackJson) => shared.map((type) => resources(stack, type).length);
  expect([DEFAULT, CHECKOUT, MEDIA].map(counts)).toEqual([
    [2, 1, 1],
    [0, 0, 0],
    [0, 0, 0],
  ]);
  const empty = known(ONLY, "only-eu-west-1-service");
  expect([counts(empty), ecsServices(empty)]).toEqual([[2, 1, 1], []]);
});

test("listener rules and listeners of a group belong to the load balancers of the default group", () => {
  const [rule] = resources(CHECKOUT, "aws_lb_listener_rule");
  const [listener] = resources(CHECKOUT, "aws_lb_listener");
  const from =
    /^\$\{data\.terraform_remote_state\.cross-stack-reference-input-grouped-eu-west-1-service\.outputs\.cross-stack-output-aws_lb/;
  expect([rule?.listener_arn, listener?.load_balancer_arn]).toEqual([expect.stringMatching(from), expect.stringMatching(from)]);
});

test("no resource of a group depends on a resource of another stack", () => {
  for (const stack of [CHECKOUT, MEDIA, known(ONLY, "only-eu-west-1-service-all")]) {
    const own = addresses(stack);
    const needed = Object.values(stack.resource ?? {}).flatMap((blocks) =>
      Object.values(blocks).flatMap((block) => (block.depends_on ?? []) as readonly string[]),
    );
    expect(needed.length).toBeGreaterThan(0);
    expect(needed.filter((address) => !own.includes(address))).toEqual([]);
  }
});

describe("the origin alarm", () => {
  const names = (stack: StackJson) => resources(stack, "aws_cloudwatch_metric_alarm").map(({ alarm_name: name }) => String(name));
  const origins = (stacks: ReadonlyMap<string, StackJson>) =>
    [...stacks].flatMap(([id, stack]) =>
      names(stack).flatMap((name) => (name.endsWith("-origin") && id.includes("-service") ? [[id, name]] : [])),
    );

  test("is on a service of the default group if it has one", () => {
    expect(origins(STACKS)).toEqual([["grouped-eu-west-1-service", "grouped-eu-west-1-origin"]]);
  });

  test("is in the stack of the front service otherwise, under another name, and the health check follows it", () => {
    expect(origins(ONLY)).toEqual([["only-eu-west-1-service-all", "only-eu-west-1-group-all-origin"]]);
    const checks = resources(known(ONLY, "only-edge"), "aws_route53_health_check").map(({ cloudwatch_alarm_name: name }) => String(name));
    expect(checks.filter((name) => name.includes("OriginAlarms"))).toEqual([expect.stringContaining("only-eu-west-1-service-all.outputs")]);
  });
});

test("each service of a group has its alarm for Route 53, which the edge follows", () => {
  const alarms = resources(CHECKOUT, "aws_cloudwatch_metric_alarm").map(pathOf);
  expect(alarms).toContain("ServiceAlarms/ingest");
});
