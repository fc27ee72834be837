import { LIMIT_IDS, LIMITS, type LimitId } from "../../../aws/limits";
import { COUNTERS } from "../../../cli/limits/counts";
import { limitsDocument, limitsReport } from "../../../cli/limits/report";
import { highestOf, usagesOf, type Usage } from "../../../cli/limits/usage";
import { everyEnvironment } from "../../fixtures/environments/every";
import { synthesizeMissing, synthesizePlatform } from "../../support/platform";
import { documentsOf, type Stacks } from "../../support/documents";

const STACK = "shop-us-east-1-service";

/** The use of one quota by resources of one stack, by place. */
function used(limit: LimitId, types: Stacks[string]): Record<string, number> {
  const usages = usagesOf(documentsOf({ [STACK]: types })).filter((usage) => usage.limit === limit);
  return Object.fromEntries(usages.map(({ where, used: amount }) => [where.replace(/^\S+ [^/]+\//, ""), amount]));
}

const many = <Item>(count: number, item: (index: number) => Item): Record<string, Item> =>
  Object.fromEntries(Array.from({ length: count }, (_none, index) => [`Item${index}`, item(index)]));

const balancers = {
  aws_lb: { Alb: { load_balancer_type: "application" }, Nlb: { load_balancer_type: "network" } },
  aws_lb_listener: {
    Https: { load_balancer_arn: "${aws_lb.Alb.arn}" },
    Tcp: { load_balancer_arn: "${aws_lb.Nlb.arn}", default_action: [{ target_group_arn: "${aws_lb_target_group.Ingest.arn}" }] },
  },
  aws_lb_target_group: { Api: {}, Ingest: {} },
  aws_lb_listener_rule: {
    Api: {
      listener_arn: "${aws_lb_listener.Https.arn}",
      action: [{ target_group_arn: "${aws_lb_target_group.Api.arn}" }],
      condition: [{ path_pattern: { values: ["/api/*", "/v?/*"] } }, { http_header: { values: ["token"] } }],
    },
  },
};

const service = {
  desired_count: 2,
  cluster: "${aws_ecs_cluster.Main.arn}",
  task_definition: "${aws_ecs_task_definition.Api.arn}",
  load_balancer: [{ target_group_arn: "${aws_lb_target_group.Api.arn}" }],
  network_configuration: { security_groups: ["a", "b"] },
};

const services = {
  ...balancers,
  aws_ecs_cluster: { Main: {} },
  aws_ecs_task_definition: { Api: { cpu: "512", container_definitions: '[{"essential":true},{"essential":false}]' } },
  aws_ecs_service: { Api: service },
  aws_appautoscaling_target: { Api: { resource_id: "service/main/${aws_ecs_service.Api.name}", max_capacity: 30 } },
};

describe("quotas", () => {
  const highest = new Map<LimitId, Usage>();
  beforeAll(() => {
    synthesizeMissing(Object.values(everyEnvironment));
    // CloudWatch Logs has ten resource policies in a region of an account, and each environment has one.
    const { placed, ...others } = everyEnvironment;
    for (const account of [Object.values(others), [placed]]) {
      const stacks = new Map(account.flatMap((environment) => [...synthesizePlatform(environment)]));
      for (const usage of highestOf(usagesOf(stacks))) {
        const known = highest.get(usage.limit);
        if (!known || usage.used > known.used) highest.set(usage.limit, usage);
      }
    }
  });

  test("are all counted in the environments that use every feature", () => {
    expect(LIMIT_IDS.filter((limit) => !highest.has(limit))).toEqual([]);
  });

  test("that AWS does not raise are not exceeded in them, although all but one of them are in one account", () => {
    const exceeded = [...highest.values()].filter(({ limit, used: amount, allowed }) => amount > allowed && !LIMITS[limit].adjustable);
    expect(exceeded).toEqual([]);
  });

  test("have a page of the documentation, and a counter", () => {
    for (const limit of LIMIT_IDS)
      expect([limit, LIMITS[limit].source, COUNTERS[limit].types.length > 0]).toEqual([limit, expect.stringMatching(/^https:/), true]);
  });
});

describe("counts", () => {
  test.each<[LimitId, Stacks[string], Record<string, number>]>([
    ["elasticloadbalancing.alb-rules", balancers, { Alb: 1 }],
    ["elasticloadbalancing.alb-listeners", balancers, { Alb: 1 }],
    ["elasticloadbalancing.nlb-listeners", balancers, { Nlb: 1 }],
    ["elasticloadbalancing.alb-target-groups", balancers, { Alb: 1 }],
    ["elasticloadbalancing.rule-values", balancers, { Api: 3 }],
    ["elasticloadbalancing.rule-wildcards", balancers, { Api: 3 }],
    ["elasticloadbalancing.group-targets", services, { Api: 30 }],
    ["elasticloadbalancing.alb-targets", services, { Alb: 30 }],
    ["fargate.vcpus", services, { "us-east-1": 15 }],
    ["ecs.tasks", services, { Api: 30 }],
    ["ecs.services", services, { Main: 1 }],
    ["ecs.containers", services, { Api: 2 }],
    ["vpc.groups-of-interface", services, { Api: 2, Alb: 0, Nlb: 0 }],
    [
      "vpc.ingress-rules",
      {
        aws_security_group: { Entrance: {} },
        aws_vpc_security_group_ingress_rule: {
          Cdn: { security_group_id: "${aws_security_group.Entrance.id}", prefix_list_id: "${data.aws_ec2_managed_prefix_list.Cdn.id}" },
          Peer: { security_group_id: "${aws_security_group.Entrance.id}", cidr_ipv4: "10.0.0.0/8" },
        },
      },
      { Entrance: 56 },
    ],
    [
      "iam.inline-policies",
      {
        aws_iam_role: { Task: {} },
        aws_iam_role_policy: many(2, () => ({ role: "${aws_iam_role.Task.name}", policy: '{"Resource": "${aws_sqs_queue.Jobs.arn}"}' })),
      },
      { Task: 2 * ('{"Resource":""}'.length + 100) },
    ],
    [
      "iam.managed-policy",
      { aws_iam_policy: { Deploy: { policy: '"arn:aws:iam::${data.aws_caller_identity.Account.account_id}:root"' } } },
      { Deploy: '"arn:aws:iam::123456789012:root"'.length },
    ],
    [
      "cloudwatch.composite-children",
      {
        aws_cloudwatch_metric_alarm: many(3, () => ({})),
        aws_cloudwatch_composite_alarm: {
          Page: {
            alarm_rule: [0, 1, 1].map((index) => `ALARM("\${aws_cloudwatch_metric_alarm.Item${index}.alarm_name}")`).join(" OR "),
          },
        },
      },
      { Page: 2 },
    ],
    [
      "cloudwatch.composite-memberships",
      {
        aws_cloudwatch_metric_alarm: many(1, () => ({})),
        aws_cloudwatch_composite_alarm: many(151, () => ({ alarm_rule: 'ALARM("${aws_cloudwatch_metric_alarm.Item0.alarm_name}")' })),
      },
      { Item0: 151 },
    ],
    [
      "elasticache.nodes",
      { aws_elasticache_replication_group: { Cache: { num_node_groups: 3, replicas_per_node_group: 2 } } },
      { "us-east-1": 9 },
    ],
  ])("%s", (limit, types, expected) => {
    expect(used(limit, types)).toEqual(expected);
  });

  test("regional quotas by the region of the provider, and quotas of the account over all regions", () => {
    const stacks = {
      "shop-foundation": { aws_kms_key: { Here: {}, There: { provider: "aws.eu-west-1" } }, aws_iam_role: many(2, () => ({})) },
    };
    const documents = documentsOf(stacks, [{ region: "us-east-1" }, { alias: "eu-west-1", region: "eu-west-1" }]);
    const usages = usagesOf(documents);
    expect(
      usages
        .filter(({ limit }) => limit === "kms.keys")
        .map(({ where }) => where)
        .sort(),
    ).toEqual(["eu-west-1", "us-east-1"]);
    expect(usages.filter(({ limit }) => limit === "iam.roles")).toEqual([
      { limit: "iam.roles", where: "", region: "", used: 2, allowed: 1000 },
    ]);
  });
});

describe("the report", () => {
  const usages = usagesOf(
    documentsOf({
      [STACK]: { aws_eip: many(6, () => ({})), aws_cloudwatch_log_resource_policy: many(11, () => ({})), aws_vpc: many(2, () => ({})) },
    }),
  );

  test("names exceeded quotas with the way to raise them, and the highest use of each quota", () => {
    expect(limitsReport("Account of shop", usages)).toMatchInlineSnapshot(`
     "Account of shop: 2 quotas are exceeded.

       Elastic IP addresses: 6 of 5 in us-east-1
         to raise it: aws service-quotas request-service-quota-increase --service-code ec2 --quota-code L-0263D0A3 --desired-value 6 --region us-east-1
       Resource policies of CloudWatch Logs: 11 of 10 in us-east-1
         AWS does not raise this quota: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html

     Highest use of each quota
       120%    6 of 5  Elastic IP addresses                  us-east-1
       110%  11 of 10  Resource policies of CloudWatch Logs  us-east-1
        40%    2 of 5  VPCs                                  us-east-1"
    `);
  });

  test("compares with values of the account", () => {
    const raised = usagesOf(documentsOf({ [STACK]: { aws_eip: many(6, () => ({})) } }), {
      allowed: { "ec2.elastic-ips": { "us-east-1": 20 } },
    });
    expect(raised).toEqual([{ limit: "ec2.elastic-ips", where: "us-east-1", region: "us-east-1", used: 6, allowed: 20 }]);
  });

  test("has the number of exceeded quotas as JSON", () => {
    expect(limitsDocument("Account of shop", usages)).toMatchObject({ exceeded: 2 });
  });
});
