import type { RuleConditions } from "../listener-rules";
import { canMatchTheSame, leastPriority } from "../route-priority";
import { MOST_PRIORITY } from "./schema";

/** A listener rule with its priority. */
export interface PlacedRule extends RuleConditions {
  readonly priority: number;
}

/**
 * A free priority for a new rule: the preferred one, or the nearest one that keeps the order of specificity. If two rules can match the
 * same request, the more specific one is evaluated first.
 *
 * @param taken priorities that no new rule gets.
 */
export function choosePriority(
  rule: RuleConditions,
  preferred: number,
  rules: readonly PlacedRule[],
  taken: ReadonlySet<number>,
): number | undefined {
  const own = leastPriority(rule.paths, rule.hosts);
  let lowest = 1;
  let highest = MOST_PRIORITY;
  for (const other of rules) {
    const its = leastPriority(other.paths, other.hosts);
    if (its === own || !canMatchTheSame(rule, other)) continue;
    if (its < own) lowest = Math.max(lowest, other.priority + 1);
    else highest = Math.min(highest, other.priority - 1);
  }
  // Explicit priorities can have another order. Then only the numbers are compared, and the rules of the environment report a hidden route.
  return nearestFree(preferred, lowest, highest, taken) ?? nearestFree(preferred, 1, MOST_PRIORITY, taken);
}

function nearestFree(preferred: number, lowest: number, highest: number, taken: ReadonlySet<number>): number | undefined {
  const start = Math.min(Math.max(preferred, lowest), highest);
  for (let distance = 0; distance <= MOST_PRIORITY; distance++) {
    for (const priority of [start + distance, start - distance])
      if (priority >= lowest && priority <= highest && !taken.has(priority)) return priority;
  }
  return undefined;
}
