import type { Metric } from "../../watching/metric";
import { targetErrors, targetRequests } from "../metrics/application-elb";
import { filled, type Indicator } from "../../observability/slo/indicator";

/** A target group behind an Application Load Balancer, in CloudWatch's dimensions. */
export interface Target {
  readonly loadBalancerSuffix: string;
  readonly targetGroupSuffix: string;
  /** Whether this is the only service behind the load balancer. Then all 5xx of the load balancer itself are this service's. */
  readonly alone: boolean;
}

/**
 * Failed requests out of all requests: 5xx from a task, or from the load balancer itself.
 *
 * The second kind is the worst outage: tasks that hang (504) or refuse connections (502) send no response, so the target group's metrics
 * show no error. But `HTTPCode_ELB_5XX_Count` exists only for the load balancer, not for a target group, and other services can be behind
 * it. The target group's metrics do contain the number of unanswered requests: `RequestCount` minus all `HTTPCode_Target_*`. These are the
 * load balancer's 5xx, and clients that disconnected before the response (460), which are not failures. So the load balancer's 5xx are
 * attributed to this service up to the number of its unanswered requests:
 *
 * - Only service behind the load balancer, or no other service fails: exact.
 * - Another service fails: disconnected clients are counted as failures. With an objective of 99.9%, that can page if more than 0.6% of the
 *   clients disconnect, and only during an outage that pages for the other service. In a window of days, the other service's failures and
 *   this one's disconnected clients do not have to coincide.
 * - A WebSocket's 101 is not counted by status, so it appears as unanswered: it also counts only while the load balancer has 5xx of its
 *   own.
 * - A target group without a registered task: the load balancer returns 503 before it chooses a task, and `RequestCount` excludes such
 *   requests. If the service is the only one, they are its own, and count as bad and as requests. Otherwise they do not count: the alarm on
 *   healthy tasks detects that outage, earlier than any error budget.
 *
 * Failed connections (`TargetConnectionErrorCount`) exist per target group, but they are not requests, and a hanging task has none.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#load-balancer-http-error-codes
 */
export function availabilityIndicator({ loadBalancerSuffix, targetGroupSuffix, alone }: Target): Indicator {
  const responses = (kind: 2 | 3 | 4 | 5): Metric => ({
    ...targetErrors(loadBalancerSuffix, targetGroupSuffix),
    name: `HTTPCode_Target_${kind}XX_Count`,
    label: `${kind}xx responses`,
  });
  const metrics = {
    requests: targetRequests(loadBalancerSuffix, targetGroupSuffix),
    ok: responses(2),
    moved: responses(3),
    refused: responses(4),
    failed: responses(5),
    elb: loadBalancerErrors(loadBalancerSuffix),
  };
  return alone ? { ...ALONE, metrics } : { ...SHARED, metrics };
}

const REQUESTS = filled("requests");
const FAILED = filled("failed");
const ELB = filled("elb");
const ANSWERED = `(${filled("ok")} + ${filled("moved")} + ${filled("refused")} + ${FAILED})`;
const UNANSWERED = `(${REQUESTS} - ${ANSWERED})`;

const SHARED = { bad: `${FAILED} + IF(${ELB} < ${UNANSWERED}, ${ELB}, ${UNANSWERED})`, total: REQUESTS };

/** The load balancer's 5xx exceed the unanswered requests: for the rest no task was chosen, and `RequestCount` excludes them. */
const ALONE = { bad: `${FAILED} + ${ELB}`, total: `IF(${ELB} > ${UNANSWERED}, ${ANSWERED} + ${ELB}, ${REQUESTS})` };

/** 5xx of the load balancer itself; published only when it is not zero. */
function loadBalancerErrors(loadBalancerSuffix: string): Metric {
  return {
    ...targetErrors(loadBalancerSuffix, ""),
    name: "HTTPCode_ELB_5XX_Count",
    dimensions: { LoadBalancer: loadBalancerSuffix },
    label: "5xx of the load balancer",
  };
}
