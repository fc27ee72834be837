import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingScheduledAction } from "@cdktf/provider-aws/lib/appautoscaling-scheduled-action";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Schedule } from "./model";
import { type MetricMath, isMath } from "../watching/metric-math";
import type { ClusterParts } from "./cluster";
import type { FargateService } from "./fargate-service";
import { COOLDOWN, type PredefinedMetric, type ScalingPolicy } from "./scaling-policies";

export interface AutoscalingProps {
  /** Name of the service or worker. */
  readonly name: string;
  readonly cluster: ClusterParts;
  readonly service: FargateService;
  readonly scale: { readonly min: number; readonly max: number; readonly schedules: readonly Schedule[] };
  readonly policies: readonly ScalingPolicy[];
  /** Resources that the policies require, for example the rule that attaches the target group to its load balancer (provider-aws#9734). */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * Scales the task count of a service between a minimum and a maximum, by policies. Schedules change the minimum and the maximum.
 *
 * The resources of one target are chained: Application Auto Scaling rejects parallel changes with `ConcurrentUpdateException`
 * (provider-aws#17915).
 *
 * Cost drivers: only the CloudWatch alarms that target tracking creates, two for each policy.
 */
export class Autoscaling extends Construct {
  private readonly target: AppautoscalingTarget;
  private readonly policies = new Map<string, AppautoscalingPolicy>();
  private chain: ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: AutoscalingProps) {
    super(scope, id);
    this.target = this.createTarget(props);
    this.chain = [...props.dependsOn];
    for (const policy of props.policies) this.addPolicy(props.name, policy);
    for (const schedule of props.scale.schedules) this.addSchedule(props.name, schedule);
  }

  /** ARN of a policy, for the alarm that invokes it. */
  public policyArn(id: string): string {
    const policy = this.policies.get(id);
    if (!policy) throw new Error(`"${this.node.path}" has no policy "${id}"; it has ${[...this.policies.keys()].join(", ")}`);
    return policy.arn;
  }

  /** Schedules change the capacity limits: an apply must not reset them (terraform-aws-modules/terraform-aws-ecs#422). */
  private createTarget({ cluster, service, scale }: AutoscalingProps): AppautoscalingTarget {
    return new AppautoscalingTarget(this, "Resource", {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: `service/${cluster.clusterName}/${service.serviceName}`,
      minCapacity: scale.min,
      maxCapacity: scale.max,
      ...(scale.schedules.length > 0 && { lifecycle: { ignoreChanges: ["min_capacity", "max_capacity"] } }),
    });
  }

  private addPolicy(name: string, policy: ScalingPolicy): void {
    const resource = new AppautoscalingPolicy(this, policy.id, {
      name: `${name}-${policy.id.toLowerCase()}`,
      ...this.ofTarget(),
      ...(policy.kind === "target" ? targetTracking(policy.target, policy.metric) : stepScaling(policy.adjustment, policy.cooldown)),
      dependsOn: this.chain,
    });
    this.policies.set(policy.id, resource);
    this.chain = [resource];
  }

  private addSchedule(name: string, schedule: Schedule): void {
    const action = new AppautoscalingScheduledAction(this, `Schedule-${schedule.name}`, {
      name: `${name}-${schedule.name}`,
      ...this.ofTarget(),
      schedule: schedule.cron,
      timezone: schedule.timeZone,
      scalableTargetAction: { minCapacity: `${schedule.min}`, maxCapacity: `${schedule.max}` },
      dependsOn: this.chain,
    });
    this.chain = [action];
  }

  private ofTarget() {
    const { serviceNamespace, scalableDimension, resourceId } = this.target;
    return { serviceNamespace, scalableDimension, resourceId };
  }
}

function targetTracking(targetValue: number, metric: PredefinedMetric | MetricMath) {
  return {
    policyType: "TargetTrackingScaling",
    targetTrackingScalingPolicyConfiguration: {
      targetValue,
      scaleOutCooldown: COOLDOWN.out,
      scaleInCooldown: COOLDOWN.in,
      disableScaleIn: false,
      ...(isMath(metric) ? { customizedMetricSpecification: customized(metric) } : { predefinedMetricSpecification: predefined(metric) }),
    },
  };
}

function predefined({ type, label }: PredefinedMetric) {
  return { predefinedMetricType: type, ...(label !== undefined && { resourceLabel: label }) };
}

/** Returns exactly one result. Unlike in alarms, metrics have no period: it is always one minute. */
function customized({ expression, label, metrics }: MetricMath) {
  return {
    metrics: [
      { id: "result", expression, label, returnData: true },
      ...Object.entries(metrics).map(([id, metric]) => ({
        id,
        metricStat: {
          metric: {
            namespace: metric.namespace,
            metricName: metric.name,
            dimensions: Object.entries(metric.dimensions).map(([name, value]) => ({ name, value })),
          },
          stat: metric.statistic,
        },
        returnData: false,
      })),
    ],
  };
}

function stepScaling(adjustment: number, cooldown: number) {
  return {
    policyType: "StepScaling",
    stepScalingPolicyConfiguration: {
      adjustmentType: "ChangeInCapacity",
      metricAggregationType: "Maximum",
      cooldown,
      stepAdjustment: [{ metricIntervalLowerBound: "0", scalingAdjustment: adjustment }],
    },
  };
}
