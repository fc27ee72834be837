/**
 * The order in which the ALB asks its rules: lower numbers first, 1 to 49,999 for ours (50,000 is AWS's highest).
 *
 * A derived priority depends on the service alone, so that services come and go without moving the others:
 *
 *     first + (127 − rank) × 196 + hash(name) mod 196
 *
 * where `hash` is FNV-1a, `first` is 1 for services with hosts of their own and 25,001 for others, and `rank` is twice the number of characters before the
 * first wildcard in the shortest of the service's paths, at most 63, plus one if that path has no wildcard. (Every path begins
 * with a slash, so ranks run from 2 to 127 and the two halves do not meet.) So the longer a path, the
 * earlier; an exact path before a wildcard; a path on a host before the same path on any. Two services of one rank meet with a
 * probability of 1 in 196; a rule then asks for an explicit `priority`.
 */
export function derivedPriority(name: string, paths: readonly string[], hosts: readonly string[]): number {
  const rank = Math.min(...paths.map(rankOf));
  const first = hosts.length > 0 ? 1 : 25_001;
  return first + (HIGHEST_RANK - rank) * BUCKET + (fnv1a(name) % BUCKET);
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

/**
 * The patterns whose requests are those of a route and more, as far as prefixes tell: `/api/*` and `/*` for `/api/photos`. Not the route itself.
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
