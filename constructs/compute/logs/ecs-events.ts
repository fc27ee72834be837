import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import { Construct } from "constructs";
import { LIMITS } from "../../../aws/limits";
import { accountIdOf } from "../../core/account";
import { chunkSuffix, chunks } from "../../core/chunks";
import type { EncryptionKey } from "../../core/encryption-key";
import { LogGroup } from "../../core/log-group";
import { nameIn, placementOf } from "../../core/placement";
import { policyDocument } from "../../core/policy";
import { ECS_EVENTS, eventFilters, EVENT_TYPES } from "../metrics/ecs-events";
import { LogFilters } from "../../observability/logs/log-filters";
import { ecsEventsLogGroup } from "./workload-log";

export interface EcsEventsProps {
  /** A plain string, not a reference: namespaces and patterns contain it. */
  readonly clusterName: string;
  /** ECS names of services and workers. Plain strings. */
  readonly serviceNames: readonly string[];
  /** CloudWatch Logs requires access to it. EventBridge does not: it delivers events unencrypted over TLS. */
  readonly key: EncryptionKey;
}

/**
 * Records in a log group why tasks of a cluster stopped and how its deployments ended, and counts both for each service and worker. ECS
 * itself keeps a stopped task for one hour and publishes no metric of either.
 *
 * There are two rules, because task events contain the cluster in their detail, but deployment events only in the ARN of a service.
 *
 * A log group has no resource policy of its own: write permissions are in a policy of the account and region, of which AWS allows ten.
 * EventBridge writes as two principals; without the second, the rule matches, but all its invocations fail. Only the principal that writes
 * lines sends the rule's ARN.
 *
 * Cost drivers: GB written, about 2 kB for each stopped task; $0.30 a month for each kind of event that a service had. Events of AWS
 * services are free.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-cloudwatchlogs-permissions
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/30388 (the second principal)
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html (ten policies)
 */
export class EcsEvents extends Construct {
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: EcsEventsProps,
  ) {
    super(scope, id);
    const parts = this.createGroups();
    this.write(parts.map(({ group }) => group));
    for (const { services, group } of parts) for (const serviceName of services) this.count(serviceName, group.name);
  }

  /** Log groups that each receive all events: one for every 25 services, because of the limit on metric filters. */
  private createGroups(): readonly { readonly services: readonly string[]; readonly group: LogGroup }[] {
    const { clusterName, serviceNames, key } = this.props;
    const [first = [], ...others] = chunks(serviceNames, SERVICES_OF_A_GROUP);
    if (1 + others.length > TARGETS_OF_A_RULE)
      throw new RangeError(
        `cluster "${clusterName}" has ${serviceNames.length} services and workers; ECS events can be counted for at most ${SERVICES_OF_A_GROUP * TARGETS_OF_A_RULE}: split the environment`,
      );
    return [first, ...others].map((services, index) => {
      const ending = chunkSuffix(index);
      return { services, group: new LogGroup(this, `LogGroup${ending}`, { name: `${ecsEventsLogGroup(clusterName)}${ending}`, key }) };
    });
  }

  private write(groups: readonly LogGroup[]): void {
    const rules = { Deployments: this.createRule("Deployments"), Tasks: this.createRule("Tasks") };
    const policy = this.allow(groups, Object.values(rules));
    for (const [role, rule] of Object.entries(rules))
      for (const [index, { arn }] of groups.entries())
        new CloudwatchEventTarget(this, `${role}Target${chunkSuffix(index)}`, {
          rule: rule.name,
          targetId: `log${chunkSuffix(index)}`,
          arn,
          dependsOn: [policy],
        });
  }

  private count(serviceName: string, logGroupName: string): void {
    const filters = eventFilters({ clusterName: this.props.clusterName, serviceName }).map(({ metric, pattern }) => ({
      id: `${serviceName}-${metric.name}`,
      pattern,
      value: "1",
      metric,
    }));
    new LogFilters(this, `Filters-${serviceName}`, { logGroupName, filters });
  }

  private createRule(role: keyof typeof PATTERNS): CloudwatchEventRule {
    const { region } = placementOf(this);
    const arn = `arn:aws:ecs:${region}:${accountIdOf(this)}`;
    const name = nameIn(this, "eventRule", region, `ecs-${role.toLowerCase()}`);
    return new CloudwatchEventRule(this, role, {
      name,
      description: DESCRIPTIONS[role],
      eventPattern: JSON.stringify(PATTERNS[role](arn, this.props.clusterName)),
    });
  }

  private allow(groups: readonly LogGroup[], rules: readonly CloudwatchEventRule[]): CloudwatchLogResourcePolicy {
    const common = {
      resources: groups.map(({ arn }) => `${arn}:*`),
      principals: { Service: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] },
    };
    return new CloudwatchLogResourcePolicy(this, "Policy", {
      policyName: nameIn(this, "logPolicy", placementOf(this).region, "ecs-events"),
      policyDocument: policyDocument([
        { sid: "Streams", actions: ["logs:CreateLogStream"], ...common },
        {
          sid: "Lines",
          actions: ["logs:PutLogEvents"],
          ...common,
          conditions: { ArnEquals: { "aws:SourceArn": rules.map(({ arn }) => arn) } },
        },
      ]),
    });
  }
}

/** A service uses one metric filter for each kind of event. */
const SERVICES_OF_A_GROUP = Math.floor(LIMITS["logs.metric-filters"].value / ECS_EVENTS.length);

const TARGETS_OF_A_RULE = LIMITS["events.targets"].value;

const [DEPLOYMENTS, TASKS] = EVENT_TYPES;

const DESCRIPTIONS = { Deployments: "How deployments ended, to a log group", Tasks: "Why tasks stopped, to a log group" } as const;

/** The event pattern of each rule. */
const PATTERNS = {
  Deployments: (arn: string, cluster: string) => ({
    source: ["aws.ecs"],
    "detail-type": [DEPLOYMENTS],
    resources: [{ prefix: `${arn}:service/${cluster}/` }],
  }),
  Tasks: (arn: string, cluster: string) => ({
    source: ["aws.ecs"],
    "detail-type": [TASKS],
    detail: { clusterArn: [`${arn}:cluster/${cluster}`], lastStatus: ["STOPPED"] },
  }),
} as const;
