import type { RuleConditions } from "./listener-rules";

/**
 * The priority of the ALB's listener rules: lower numbers first, 1 to 49,999 for derived priorities (AWS's maximum is 50,000).
 *
 * A derived priority depends only on the service, so that adding or removing a service does not move the others:
 *
 *     first + (127 − rank) × 196 + hash(name) mod 196
 *
 * where `hash` is FNV-1a, `first` is 1 for services with their own hosts and 25,001 for others, and `rank` is twice the number of
 * characters before the first wildcard in the shortest of the service's paths, at most 63, plus one if that path has no wildcard. (Every
 * path starts with a slash, so ranks range from 2 to 127 and the two halves do not overlap.) So longer paths come first, an exact path
 * comes before a wildcard, and a path on a host comes before the same path on any host. Two services of the same rank collide with a
 * probability of 1 in 196; then `terrace place` chooses another number and records it.
 */
export function derivedPriority(name: string, paths: readonly string[], hosts: readonly string[]): number {
  return leastPriority(paths, hosts) + (fnv1a(name) % BUCKET);
}

/** The lowest derived priority of a rule with these conditions. The more specific a rule is, the lower it is. */
export function leastPriority(paths: readonly string[], hosts: readonly string[]): number {
  const rank = Math.min(...paths.map(rankOf));
  const first = hosts.length > 0 ? 1 : 25_001;
  return first + (HIGHEST_RANK - rank) * BUCKET;
}

/** The derived priorities of a service's rules. All numbers are different. */
export function derivedPriorities(service: string, rules: readonly RuleConditions[]): readonly number[] {
  const priorities: number[] = [];
  for (const [index, { paths, hosts }] of rules.entries()) {
    // No service has a name with a space.
    let priority = derivedPriority(index === 0 ? service : `${service} ${index + 1}`, paths, hosts);
    while (priorities.includes(priority)) priority++;
    priorities.push(priority);
  }
  return priorities;
}

const HIGHEST_RANK = 127;
const BUCKET = 196;
const LONGEST = 63;

function rankOf(path: string): number {
  const literal = literalPrefix(path);
  return 2 * Math.min(literal.length, LONGEST) + (literal === path ? 1 : 0);
}

/** The part of a path pattern before its first wildcard. */
export function literalPrefix(path: string): string {
  return path.split(/[*?]/, 1)[0] ?? "";
}

/** Whether a request can match both rules, compared by the text before the first wildcard: true if in doubt. */
export function canMatchTheSame(one: RuleConditions, other: RuleConditions): boolean {
  const sameHost = one.hosts.length === 0 || other.hosts.length === 0 || one.hosts.some((host) => other.hosts.includes(host));
  return sameHost && one.paths.some((path) => other.paths.some((another) => meet(literalPrefix(path), literalPrefix(another))));
}

function meet(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

/**
 * The patterns that match all requests of a route and more, compared by prefix: `/api/*` and `/*` for `/api/photos`. The route itself is
 * excluded.
 */
export function coveringPatterns(route: string): readonly string[] {
  const literal = literalPrefix(route);
  return Array.from({ length: literal.length + 1 }, (_, length) => `${literal.slice(0, length)}*`).filter((pattern) => pattern !== route);
}

/** FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/). */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash;
}
