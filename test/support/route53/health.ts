import { type Graph, type Node, describe } from "../reach/graph";

/**
 * The observation of a health check with its own source: success, failure, or no data, for example if the region of its alarm is lost.
 */
export type Observation = "ok" | "failing" | "no data";

/** The observation of each health check of an alarm or an endpoint. Calculated checks are derived from these. */
export type Observe = (check: Node) => Observation;

/** Whether a check follows an alarm of a region. */
export function followsAlarmIn(region: string): (check: Node) => boolean {
  return ({ block }) => block.type === "CLOUDWATCH_METRIC" && block.cloudwatch_alarm_region === region;
}

/** These checks observe the given state. All other checks observe success. */
export function observing(observation: Observation, checks: (check: Node) => boolean): Observe {
  return (check) => (checks(check) ? observation : "ok");
}

/** Calculated checks have a few levels at most. A deeper chain is a cycle, which Route 53 rejects. */
const MAX_DEPTH = 10;

/** Whether a health check is healthy, by Route 53's documentation. */
export function isHealthy(graph: Graph, check: Node, observe: Observe, depth = 0): boolean {
  if (depth > MAX_DEPTH) throw new Error(`${describe(check)} is calculated from itself`);
  // "After you disable a health check, Route 53 considers the status of the health check to always be healthy. […] If you want to stop
  // routing traffic to a resource, change the value of Inverted". So a disabled and inverted check is always unhealthy.
  // https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html#Route53-Type-HealthCheckConfig-Disabled
  const status = isTrue(check.block.disabled) || measured(graph, check, observe, depth);
  return isTrue(check.block.invert_healthcheck) ? !status : status;
}

function measured(graph: Graph, check: Node, observe: Observe, depth: number): boolean {
  const { block } = check;
  switch (block.type) {
    case "CALCULATED":
      return isCalculatedHealthy(graph, check, observe, depth);
    case "CLOUDWATCH_METRIC":
      return { ok: true, failing: false, "no data": isHealthyWithoutData(check) }[observe(check)];
    case "HTTP":
    case "HTTPS":
    case "HTTP_STR_MATCH":
    case "HTTPS_STR_MATCH":
    case "TCP":
    case "RECOVERY_CONTROL":
      return observe(check) === "ok";
    default:
      throw new Error(`${describe(check)} has an unknown type: ${JSON.stringify(block.type)}`);
  }
}

/**
 * "Route 53 adds up the number of health checks that Route 53 health checkers consider to be healthy and compares that number with the
 * value of HealthThreshold." A threshold above the number of children is always unhealthy; 0 is always healthy.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html#Route53-Type-HealthCheckConfig-HealthThreshold
 */
function isCalculatedHealthy(graph: Graph, check: Node, observe: Observe, depth: number): boolean {
  const threshold = check.block.child_health_threshold;
  if (threshold === undefined || threshold === null) throw new Error(`${describe(check)} is a calculated check without a threshold`);
  const children = [check.block.child_healthchecks ?? []].flat().map((child) => graph.one(check.stack, child));
  return children.filter((child) => isHealthy(graph, child, observe, depth + 1)).length >= Number(threshold);
}

/**
 * `LastKnownStatus`, the default, is the status when data was last sufficient, or healthy if it never was. The tests assume that the check
 * was healthy before it lost its data.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html#Route53-Type-HealthCheckConfig-InsufficientDataHealthStatus
 */
function isHealthyWithoutData({ block }: Node): boolean {
  return block.insufficient_data_health_status !== "Unhealthy";
}

/** Terraform also accepts a boolean as a string. */
export function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}
