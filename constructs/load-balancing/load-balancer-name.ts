import type { IConstruct } from "constructs";
import { nameIn } from "../core/placement";

/**
 * The name of a load balancer: at most 32 characters, and without a prefix that AWS reserves.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
 */
export function loadBalancerName(scope: IConstruct, role: string): string {
  const name = nameIn(scope, "loadBalancer", role);
  if (name.startsWith("internal-")) {
    throw new RangeError(`load balancer name "${name}" starts with "internal-", which AWS reserves: rename the environment`);
  }
  return name;
}
