import { type Graph, type Node, describe } from "../reach/graph";

/**
 * What a health check that looks at the world itself sees: all well, a failure, or nothing at all, as when the region of its alarm is lost.
 */
export type Observation = "ok" | "failing" | "no data";

/** What each health check that watches an alarm or an endpoint sees. Calculated checks are worked out from these. */
export type Observe = (check: Node) => Observation;

/** Whether a check follows an alarm of a region. */
export function followsAlarmIn(region: string): (check: Node) => boolean {
  return ({ block }) => block.type === "CLOUDWATCH_METRIC" && block.cloudwatch_alarm_region === region;
}

/** The world in which these checks see something, and all others see that all is well. */
export function seeing(observation: Observation, checks: (check: Node) => boolean): Observe {
  return (check) => (checks(check) ? observation : "ok");
}

/** Health checks are never deeper than a few levels: a check of more is a circle, which Route 53 would refuse. */
const DEEPEST = 10;

/** Whether a health check is healthy, as Route 53's documentation says. */
export function isHealthy(graph: Graph, check: Node, observe: Observe, depth = 0): boolean {
  if (depth > DEEPEST) throw new Error(`${describe(check)} is calculated from itself`);
  // "After you disable a health check, Route 53 considers the status of the health check to always be healthy. […] If you want to stop
  // routing traffic to a resource, change the value of Inverted": so disabled and inverted is always unhealthy.
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
      throw new Error(`${describe(check)} is of a type that Route 53 does not have: ${JSON.stringify(block.type)}`);
  }
}

/**
 * "Route 53 adds up the number of health checks that Route 53 health checkers consider to be healthy and compares that number with the
 * value of HealthThreshold." A threshold above the number of children: always unhealthy; 0: always healthy.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html#Route53-Type-HealthCheckConfig-HealthThreshold
 */
function isCalculatedHealthy(graph: Graph, check: Node, observe: Observe, depth: number): boolean {
  const threshold = check.block.child_health_threshold;
  if (threshold === undefined || threshold === null) throw new Error(`${describe(check)} is calculated and has no threshold`);
  const children = [check.block.child_healthchecks ?? []].flat().map((child) => graph.one(check.stack, child));
  return children.filter((child) => isHealthy(graph, child, observe, depth + 1)).length >= Number(threshold);
}

/**
 * `LastKnownStatus`, the default, is the status from the last time that there were enough data, and healthy if there never were: what
 * was well before it fell silent stays healthy.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html#Route53-Type-HealthCheckConfig-InsufficientDataHealthStatus
 */
function isHealthyWithoutData({ block }: Node): boolean {
  return block.insufficient_data_health_status !== "Unhealthy";
}

/** Terraform takes a boolean as a text too. */
export function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}
