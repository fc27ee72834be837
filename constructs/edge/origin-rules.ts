import { listenerRules, type RuleConditions } from "../load-balancing/listener-rules";
import { numbered } from "../load-balancing/numbered";
import type { Routes } from "../load-balancing/model";
import { balancerNumbers, type Placement } from "../load-balancing/placement/model";
import { canMatchTheSame } from "../load-balancing/route-priority";

/** A service as the CDN reads it. */
export interface RoutedService {
  readonly routes: Routes;
  readonly placement: Pick<Placement, "loadBalancer">;
}

/** A listener rule with the load balancer that has it. */
interface BalancerRule extends RuleConditions {
  readonly loadBalancer: number;
  readonly priority: number;
}

/** The origin of requests that match the conditions. */
export interface OriginRule extends RuleConditions {
  readonly originId: string;
}

/** The ID of a load balancer's origin in a distribution. */
export function originIdOf(loadBalancer: number): string {
  return numbered("api", loadBalancer);
}

/** The DNS name of a load balancer's origin. */
export function originNameOf(loadBalancer: number, domainName: string): string {
  return `${numbered("origin", loadBalancer)}.${domainName}`;
}

/**
 * The rules that choose the origin of a request, in their order: those of the listeners of all load balancers by priority, which is unique in the
 * environment. So the request goes to the load balancer whose rule would be the first one if all rules were on one load balancer. Rules of the
 * default origin are omitted unless a later rule of another origin can match the same request. Empty with a single load balancer.
 */
export function originRules(services: readonly RoutedService[]): readonly OriginRule[] {
  const [first] = balancerNumbers(services);
  const rules = services.flatMap(rulesOf).sort((one, other) => one.priority - other.priority);
  const needed: BalancerRule[] = [];
  const later: BalancerRule[] = [];
  for (const rule of rules.reverse()) {
    const isDefault = rule.loadBalancer === first;
    if (!isDefault) later.push(rule);
    if (!isDefault || later.some((other) => canMatchTheSame(rule, other))) needed.push(rule);
  }
  return needed.reverse().map(({ paths, hosts, loadBalancer }) => ({ paths, hosts, originId: originIdOf(loadBalancer) }));
}

function rulesOf({ routes, placement }: RoutedService): readonly BalancerRule[] {
  return listenerRules(routes).map((rule, index) => ({
    ...rule,
    loadBalancer: placement.loadBalancer,
    priority: routes.priorities[index] ?? 0,
  }));
}
