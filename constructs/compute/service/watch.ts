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
import { combinedPage } from "../watch/combined-page";
import { type Tasks, leastTasks, named, taskRows } from "../watch/task-rows";

/**
 * The monitoring of a service in one region.
 *
 * Pages: no healthy task; and for an HTTP service without SLOs, a high error rate. A service with SLOs pages on its error budgets instead,
 * which detect outages earlier and also detect slow degradation. All other alarms are tickets that show causes.
 *
 * Alarms on events require the log of ECS events and the metric filters of `eventFilters`.
 *
 * Cost drivers: the metrics of each alarm, about 20 in total; 3 more for an anomaly detection band.
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
  return { tier: "service", name: service.name, alarms, signals: serviceSignals(props, tasks, alarms), page: combinedPage(tasks) };
}

/**
 * No alarm if the service can scale to zero. `Maximum`, because each zone's load balancer node reports its own count, and a zone without a
 * task reports zero. It fires one minute after Route 53 has started to send users elsewhere, so that a restart of a region's only task does
 * not page. The metric exists as long as a task is registered: missing data means no task.
 */
function down({ service, loadBalancerSuffix, targetGroupSuffix }: WatchServiceProps, tasks: Tasks): readonly AlarmRow[] {
  if (leastTasks(service.scale) === 0) return [];
  const kind = service.kind === "http" ? "ApplicationELB" : "NetworkELB";
  return [
    {
      // Not "down": `networkServiceAlarm` of a service named `service-<name>` would have the same alarm name and overwrite this alarm.
      ...named(tasks, "Down", "no-tasks"),
      level: "basic",
      severity: "page",
      runbook: "service-down",
      description: `No healthy task of ${service.name} for 3 minutes.`,
      reason: "All requests to the service fail in this region; other regions, if any, take its load.",
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

/** About the threshold that rolls back a deployment: 5% of the requests, in minutes with at least 20 requests. */
function errors({ service, loadBalancerSuffix, targetGroupSuffix }: WatchServiceProps, tasks: Tasks): AlarmRow {
  return {
    ...PAGE,
    ...named(tasks, "Errors", "errors"),
    level: "basic",
    runbook: "service-errors",
    description: `At least 5% of requests to ${service.name} return 5xx.`,
    reason: "Users see errors now.",
    metric: errorRate(loadBalancerSuffix, targetGroupSuffix),
    comparison: "at-or-above",
    threshold: 5,
  };
}

/** A web page makes several requests, so most users experience the slowest 5%. A latency SLO defines a better threshold. */
function slow({ service, loadBalancerSuffix, targetGroupSuffix }: WatchServiceProps, tasks: Tasks): AlarmRow {
  return {
    ...TICKET,
    ...named(tasks, "Slow", "slow"),
    level: "basic",
    description: `The slowest 5% of requests to ${service.name} take at least 2 seconds.`,
    reason: "Users wait, and many leave after 3 seconds. Set a latency SLO (objectives.latency) to alarm on your own threshold.",
    metric: responseTimeWithTraffic(95, loadBalancerSuffix, targetGroupSuffix),
    comparison: "at-or-above",
    threshold: 2,
    datapointsToAlarm: 12,
  };
}

/** A starting task can be unhealthy for its grace period; after that, ECS has ten minutes to replace it. */
function unhealthy({ service, loadBalancerSuffix, targetGroupSuffix }: WatchServiceProps, tasks: Tasks): AlarmRow {
  const kind = service.kind === "http" ? "ApplicationELB" : "NetworkELB";
  return {
    ...TICKET,
    ...named(tasks, "Unhealthy", "unhealthy"),
    // The NLB reports no errors: this is the only alarm on a network service that responds, but wrongly.
    level: service.kind === "network" ? "basic" : "standard",
    description: `Tasks of ${service.name} have failed the load balancer's health check for ${minutes(service.gracePeriod) + 10} minutes, longer than a start and a replacement take.`,
    reason: "Fewer tasks than needed serve users; if all tasks are unhealthy, the service is down.",
    metric: unhealthyHosts(kind, loadBalancerSuffix, targetGroupSuffix),
    comparison: "at-or-above",
    threshold: 1,
    datapoints: minutes(service.gracePeriod) + 10,
  };
}

/** The scaling target is lower, so this means that scaling does not work or does not help. Services only: a worker may use all its CPU. */
function cpu(tasks: Tasks): AlarmRow {
  return {
    ...TICKET,
    ...named(tasks, "Cpu", "cpu"),
    level: "basic",
    description: `Average CPU of ${tasks.name} has been at least 90% for 15 minutes.`,
    reason: "Responses are slow, and health checks may fail next. Cause: late scaling, the maximum number of tasks, or an endless loop.",
    metric: taskMetric("cpu", tasks.clusterName, tasks.serviceName),
    comparison: "at-or-above",
    threshold: 90,
    datapointsToAlarm: 12,
  };
}
