import type { Metric } from "../../watching/metric";

/** Targets of an ALB's or NLB's target group that pass their health check. */
export function healthyHosts(kind: "ApplicationELB" | "NetworkELB", loadBalancerSuffix: string, targetGroupSuffix: string): Metric {
  return {
    namespace: `AWS/${kind}`,
    name: "HealthyHostCount",
    dimensions: { LoadBalancer: loadBalancerSuffix, TargetGroup: targetGroupSuffix },
    statistic: "Minimum",
    label: "Healthy tasks",
    betterIs: "higher",
    unit: "Count",
  };
}

/** Targets of an ALB's or NLB's target group that fail their health check. */
export function unhealthyHosts(kind: "ApplicationELB" | "NetworkELB", loadBalancerSuffix: string, targetGroupSuffix: string): Metric {
  return {
    ...healthyHosts(kind, loadBalancerSuffix, targetGroupSuffix),
    name: "UnHealthyHostCount",
    statistic: "Maximum",
    label: "Unhealthy tasks",
    betterIs: "lower",
  };
}
