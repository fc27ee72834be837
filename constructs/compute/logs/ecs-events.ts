import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct, type IConstruct } from "constructs";
import { accountIdOf } from "../../core/account";
import { chunkSuffix, chunks } from "../../../language/chunks";
import type { EncryptionKey } from "../../core/encryption-key";
import { LogGroup } from "../../core/log-group";
import { nameIn, placementOf } from "../../core/placement";
import { eventFilters, EVENT_TYPES, LOGS_OF_A_RULE, WORKLOADS_OF_A_LOG } from "../metrics/ecs-events";
import { LogFilters } from "../../observability/logs/log-filters";
import { ecsEventsLogGroup } from "./workload-log";

export interface EcsEventsProps {
  /** A plain string, not a reference: namespaces and patterns contain it. */
  readonly clusterName: string;
  /** ECS names of services and workers. Plain strings. */
  readonly serviceNames: readonly string[];
  /** CloudWatch Logs requires access to it. EventBridge does not: it delivers events unencrypted over TLS. */
  readonly key: EncryptionKey;
  /** Group of the services and workers, whose events are in log groups of their own. @default the default group */
  readonly group?: string;
}

/**
 * Records in a log group why tasks of a cluster stopped and how its deployments ended, and counts both for each service and worker. ECS
 * itself keeps a stopped task for one hour and publishes no metric of either.
 *
 * There are two rules, because task events contain the cluster in their detail, but deployment events only in the ARN of a service.
 *
 * The region's `LogDeliveryPolicy` allows EventBridge to write to the log groups.
 *
 * Cost drivers: GB written, about 2 kB for each stopped task; $0.30 a month for each kind of event that a service had. Events of AWS
 * services are free.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-cloudwatchlogs-permissions
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
    const name = `${ecsEventsLogGroup(clusterName)}${this.suffix}`;
    const [first = [], ...others] = chunks(serviceNames, WORKLOADS_OF_A_LOG);
    return [first, ...others].map((services, index) => {
      const ending = chunkSuffix(index);
      return { services, group: new LogGroup(this, `LogGroup${ending}`, { name: `${name}${ending}`, key }) };
    });
  }

  /** The end of physical names. */
  private get suffix(): string {
    const { group } = this.props;
    return group === undefined ? "" : `-${group}`;
  }

  /** A rule of each kind for every five log groups, because of the limit on targets. */
  private write(groups: readonly LogGroup[]): void {
    for (const role of ["Deployments", "Tasks"] as const)
      for (const [number, targets] of chunks([...groups.entries()], LOGS_OF_A_RULE).entries()) {
        const rule = this.createRule(role, chunkSuffix(number));
        for (const [index, { arn }] of targets) this.createTarget(`${role}Target${chunkSuffix(index)}`, rule, index, arn);
      }
  }

  private createTarget(id: string, rule: CloudwatchEventRule, index: number, arn: string): void {
    new CloudwatchEventTarget(this, id, { rule: rule.name, targetId: `log${chunkSuffix(index)}`, arn });
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

  private createRule(role: keyof typeof PATTERNS, ending: string): CloudwatchEventRule {
    const { region } = placementOf(this);
    const arn = `arn:aws:ecs:${region}:${accountIdOf(this)}`;
    const name = ecsEventRule(this, `${role.toLowerCase()}${this.suffix}${ending}`);
    return new CloudwatchEventRule(this, `${role}${ending}`, {
      name,
      description: DESCRIPTIONS[role],
      eventPattern: JSON.stringify(PATTERNS[role](arn, this.props.clusterName)),
    });
  }
}

/** The EventBridge rule for a kind of ECS events; without one, the name prefix of these rules. */
export function ecsEventRule(scope: IConstruct, role: string): string {
  return `${nameIn(scope, "eventRule", placementOf(scope).region, "ecs")}-${role}`;
}

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
