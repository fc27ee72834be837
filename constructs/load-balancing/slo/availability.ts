import type { Metric } from "../../watching/metric";
import { targetErrors, targetRequests } from "../metrics/application-elb";
import { filled, type Indicator } from "../../observability/slo/indicator";

/** A target group behind an Application Load Balancer, as CloudWatch names it. */
export interface Target {
  readonly loadBalancerSuffix: string;
  readonly targetGroupSuffix: string;
  /** Whether no other service is behind the load balancer: then all of its own 5xx are this service's. */
  readonly alone: boolean;
}

/**
 * Requests that failed, of all: answered with 5xx by a task, or by the load balancer in the place of a task.
 *
 * The second kind is the worst outage: tasks that hang (504) or refuse connections (502) answer nothing, so no count of the target group's
 * shows an error. But `HTTPCode_ELB_5XX_Count` exists for a load balancer only, not for a target group, and others may be behind it. What
 * the target group does know is how many of its requests no task answered: `RequestCount` less all `HTTPCode_Target_*`. These are the
 * load balancer's 5xx, and clients that left before the answer (460), which are no failure. So the load balancer's 5xx are attributed to
 * this service up to the requests that it left unanswered:
 *
 * - Alone behind the load balancer, or while all others are well: exact.
 * - While another service fails: at most the clients that left are counted as failures, too many by them. With an objective of 99.9 %
 *   that can page once more than 0.6 % of the clients leave, and only beside an outage that pages for the other service. In a window of
 *   days, the other's failures and this one's lost clients need not even be at the same time.
 * - A WebSocket's 101 has no count and is unanswered by this reckoning: it too counts only while the load balancer has 5xx of its own.
 * - A target group without any registered task: the load balancer answers 503 before it has chosen a task, and `RequestCount` leaves
 *   out such requests. Where the service is alone they are known to be its, and count as bad and as requests. Else they do not count:
 *   the alarm on healthy tasks tells of that outage, sooner than any budget.
 *
 * Connections that failed (`TargetConnectionErrorCount`) are known for a target group, but are no requests, and a task that hangs has none.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#load-balancer-http-error-codes
 */
export function availabilityIndicator({ loadBalancerSuffix, targetGroupSuffix, alone }: Target): Indicator {
  const answers = (kind: 2 | 3 | 4 | 5): Metric => ({
    ...targetErrors(loadBalancerSuffix, targetGroupSuffix),
    name: `HTTPCode_Target_${kind}XX_Count`,
    label: `Requests answered with ${kind}xx`,
  });
  const metrics = {
    requests: targetRequests(loadBalancerSuffix, targetGroupSuffix),
    ok: answers(2),
    moved: answers(3),
    refused: answers(4),
    failed: answers(5),
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

/** More 5xx of the load balancer than unanswered requests: the rest never had a task chosen, and is missing in `RequestCount`. */
const ALONE = { bad: `${FAILED} + ${ELB}`, total: `IF(${ELB} > ${UNANSWERED}, ${ANSWERED} + ${ELB}, ${REQUESTS})` };

/** Requests that the load balancer itself answered with 5xx; it exists only while it is not zero. */
function loadBalancerErrors(loadBalancerSuffix: string): Metric {
  return {
    ...targetErrors(loadBalancerSuffix, ""),
    name: "HTTPCode_ELB_5XX_Count",
    dimensions: { LoadBalancer: loadBalancerSuffix },
    label: "Requests answered with 5xx by the load balancer",
  };
}
