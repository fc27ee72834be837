import type { HttpService } from "../model";
import { minutes } from "../../../language/units";
import type { AlarmRow } from "../../watching/alarm-row";
import { responseTimeWithTraffic, errorRate, targetRequests } from "../../load-balancing/metrics/application-elb";
import { taskMetric } from "../metrics/ecs";
import { healthyHosts, unhealthyHosts } from "../../load-balancing/metrics/target-group";
import type { Watch } from "../../watching/watch";
import { PAGE, TICKET, trafficRow } from "../../watching/rows";
import type { WatchServiceProps } from "./watch/props";
import { serviceSignals } from "./watch/signals";
import { type Tasks, leastTasks, named, taskRows } from "../watch/task-rows";

/**
 * What a service is watched by, in one region.
 *
 * Pages: no task is healthy; and of an HTTP service that promises nothing, a share of errors that nobody overlooks. One with objectives has
 * pages on its error budgets instead, which see the same outage sooner and a slow one at all. All else is why.
 *
 * Alarms on events need the log of ECS events and the metric filters of `eventFilters`.
 *
 * Cost drivers: each alarm by the metrics that it reads, about 20 in all; 3 more for a band.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 */
export function watchService(props: WatchServiceProps): Watch {
  const { service, clusterName, serviceName } = props;
  const tasks: Tasks = { kind: "service", name: service.name, clusterName, serviceName, scale: service.scale };
  const alarms = [
    ...down(props, tasks),
    ...(service.kind === "http" ? httpRows(service, props, tasks) : []),
    unhealthy(props, tasks),
    cpu(tasks),
    ...taskRows(tasks),
  ];
  return { tier: "service", name: service.name, alarms, signals: serviceSignals(props, tasks, alarms) };
}

/**
 * Not where having no task may be the plan. `Maximum`: each zone's load balancer node counts, and a zone without a task counts zero. A
 * minute after Route 53 has begun to send users elsewhere, so that a restart of a region's only task wakes nobody. The count is there as
 * long as a task is registered: no data is no task.
 */
function down({ service, loadBalancerSuffix, targetGroupSuffix }: WatchServiceProps, tasks: Tasks): readonly AlarmRow[] {
  if (leastTasks(service.scale) === 0) return [];
  const kind = service.kind === "http" ? "ApplicationELB" : "NetworkELB";
  return [
    {
      // Not "down": `networkServiceAlarm` of a service called `service-<name>` would have the same name, and either would overwrite the other.
      ...named(tasks, "Down", "no-tasks"),
      severity: "page",
      runbook: "service-down",
      description: `No task of ${service.name} has been healthy for three minutes.`,
      reason: "All that users want of it fails in this region; where there are others, they carry its load.",
      metric: { ...healthyHosts(kind, loadBalancerSuffix, targetGroupSuffix), statistic: "Maximum" },
      comparison: "below",
      threshold: 1,
      period: "1 minute",
      datapoints: 3,
      missingData: "breaching",
    },
  ];
}

function httpRows(service: HttpService, props: WatchServiceProps, tasks: Tasks): readonly AlarmRow[] {
  const { loadBalancerSuffix, targetGroupSuffix } = props;
  const requests = targetRequests(loadBalancerSuffix, targetGroupSuffix);
  return [
    ...(service.objectives ? [] : [errors(props, tasks)]),
    ...(service.objectives?.latency ? [] : [slow(props, tasks)]),
    trafficRow({ name: ["service", service.name], what: `Requests to ${service.name}`, metric: requests }),
  ];
}

/** Where a deployment is rolled back, too: one request in twenty, of twenty a minute at least. */
function errors({ service, loadBalancerSuffix, targetGroupSuffix }: WatchServiceProps, tasks: Tasks): AlarmRow {
  return {
    ...PAGE,
    ...named(tasks, "Errors", "errors"),
    runbook: "service-errors",
    description: `Tasks of ${service.name} answer 5 % of the requests and more with 5xx.`,
    reason: "Users see errors now.",
    metric: errorRate(loadBalancerSuffix, targetGroupSuffix),
    comparison: "at-or-above",
    threshold: 5,
  };
}

/** A page asks for several things, so the slowest twentieth is what most users wait for. How slow is too slow, an objective says better. */
function slow({ service, loadBalancerSuffix, targetGroupSuffix }: WatchServiceProps, tasks: Tasks): AlarmRow {
  return {
    ...TICKET,
    ...named(tasks, "Slow", "slow"),
    description: `One in twenty of the requests to ${service.name} takes two seconds and more.`,
    reason: "Users wait, and after three seconds many leave. State an objective for its latency to be told by what it promises.",
    metric: responseTimeWithTraffic(95, loadBalancerSuffix, targetGroupSuffix),
    comparison: "at-or-above",
    threshold: 2,
    datapointsToAlarm: 12,
  };
}

/** A task that starts may be unhealthy for its grace period, and then has ten minutes to be replaced. */
function unhealthy({ service, loadBalancerSuffix, targetGroupSuffix }: WatchServiceProps, tasks: Tasks): AlarmRow {
  const kind = service.kind === "http" ? "ApplicationELB" : "NetworkELB";
  return {
    ...TICKET,
    ...named(tasks, "Unhealthy", "unhealthy"),
    description: `Tasks of ${service.name} fail the load balancer's health check for longer than a start and a replacement take.`,
    reason: "Users reach fewer tasks than they need; when it is all of them, none.",
    metric: unhealthyHosts(kind, loadBalancerSuffix, targetGroupSuffix),
    comparison: "at-or-above",
    threshold: 1,
    datapoints: minutes(service.gracePeriod) + 10,
  };
}

/** Scaling aims lower: so much for so long, and it cannot or does not help. A worker may use all it has, so this is a service's. */
function cpu(tasks: Tasks): AlarmRow {
  return {
    ...TICKET,
    ...named(tasks, "Cpu", "cpu"),
    description: `Tasks of ${tasks.name} use 90 % of their CPU on average, for a quarter of an hour.`,
    reason: "Answers are slow, and health checks may fail next. It scales too late, has all tasks that it may have, or is in a loop.",
    metric: taskMetric("cpu", tasks.clusterName, tasks.serviceName),
    comparison: "at-or-above",
    threshold: 90,
    datapointsToAlarm: 12,
  };
}
