import type { AlarmRow } from "../../../watching/alarm-row";
import {
  PERCENTILES,
  connectionErrors,
  errorRate,
  responseTime,
  targetErrors,
  targetRequests,
} from "../../../load-balancing/metrics/application-elb";
import { healthyHosts, unhealthyHosts } from "../../../load-balancing/metrics/target-group";
import type { Signal } from "../../../watching/watch";
import { limitsOf } from "../../../watching/limits";
import type { WatchServiceProps } from "./props";
import type { Tasks } from "../../watch/task-rows";
import { taskSignals } from "../../watch/task-signals";

/** Golden signals of a service from its load balancer, and the resource usage of its tasks. */
export function serviceSignals(props: WatchServiceProps, tasks: Tasks, rows: readonly AlarmRow[]): readonly Signal[] {
  return [...(props.service.kind === "http" ? httpSignals(props, rows) : []), health(props), ...taskSignals(tasks, rows)];
}

function httpSignals({ loadBalancerSuffix, targetGroupSuffix }: WatchServiceProps, rows: readonly AlarmRow[]): readonly Signal[] {
  const group = [loadBalancerSuffix, targetGroupSuffix] as const;
  return [
    {
      signal: "latency",
      title: "Latency",
      metrics: PERCENTILES.map((percentile) => responseTime(percentile, ...group)),
      limits: limitsOf(rows, "Slow"),
    },
    { signal: "traffic", title: "Requests", metrics: [targetRequests(...group)] },
    { signal: "errors", title: "5xx rate", metrics: [errorRate(...group)], limits: limitsOf(rows, "Errors") },
    { signal: "errors", title: "Errors", metrics: [targetErrors(...group), connectionErrors(...group)] },
  ];
}

/** NLB statistics do not include an average. */
function health({ service, loadBalancerSuffix, targetGroupSuffix }: WatchServiceProps): Signal {
  const kind = service.kind === "http" ? "ApplicationELB" : "NetworkELB";
  return {
    signal: "errors",
    title: "Healthy and unhealthy tasks",
    metrics: [
      { ...healthyHosts(kind, loadBalancerSuffix, targetGroupSuffix), statistic: "Maximum" },
      unhealthyHosts(kind, loadBalancerSuffix, targetGroupSuffix),
    ],
  };
}
