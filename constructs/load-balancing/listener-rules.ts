import { LIMITS } from "../../aws/limits";
import { chunks } from "../../language/chunks";

/** The conditions of one listener rule. Without hosts, the rule applies to any host. */
export interface RuleConditions {
  readonly paths: readonly string[];
  readonly hosts: readonly string[];
}

/** The most paths and hosts of a rule: the secret header of the CDN takes one of the values that AWS allows. */
const MOST_VALUES = LIMITS["elasticloadbalancing.rule-values"].value - 1;
/** The most wildcards in a rule. */
export const MOST_WILDCARDS = LIMITS["elasticloadbalancing.rule-wildcards"].value;

/**
 * The listener rules of a service, in the order of its paths: as few as AWS's limits allow. All of them forward to one target group, so
 * that their order among each other does not matter.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export function listenerRules({ paths, hosts }: RuleConditions): readonly RuleConditions[] {
  if (hosts.length === 0) return chunksOf(paths, MOST_VALUES).map((chunk) => ({ paths: chunk, hosts }));
  const splits = Array.from({ length: MOST_VALUES - 1 }, (_, index) => splitBy(paths, hosts, MOST_VALUES - 1 - index));
  return splits.reduce((fewest, split) => (split.length < fewest.length ? split : fewest));
}

/** Rules with at most so many hosts each, and paths in the values that remain. */
function splitBy(paths: readonly string[], hosts: readonly string[], mostHosts: number): readonly RuleConditions[] {
  const size = Math.min(mostHosts, hosts.length);
  const pathChunks = chunksOf(paths, MOST_VALUES - size);
  return chunks(hosts, size).flatMap((some) => pathChunks.map((chunk) => ({ paths: chunk, hosts: some })));
}

function chunksOf(paths: readonly string[], mostValues: number): readonly (readonly string[])[] {
  const found: string[][] = [];
  let wildcards = 0;
  for (const path of paths) {
    const last = found.at(-1);
    wildcards += wildcardsIn(path);
    if (last !== undefined && last.length < mostValues && wildcards <= MOST_WILDCARDS) last.push(path);
    else {
      found.push([path]);
      wildcards = wildcardsIn(path);
    }
  }
  return found;
}

/** How many wildcards a path has. */
export function wildcardsIn(path: string): number {
  return path.replace(/[^*?]/g, "").length;
}
