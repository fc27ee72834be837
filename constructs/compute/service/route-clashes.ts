import { coveringPatterns } from "../../load-balancing/route-priority";

/**
 * Detects routes and priorities of services that conflict. Each search passes over the services once, with an index of the earlier ones: an
 * environment can have thousands of services, and comparing pairs would take minutes.
 */

/** A listener rule of a service behind the ALB. */
export interface HttpEntry {
  /** The name of the service. A service can have several rules. */
  readonly name: string;
  readonly routes: readonly string[];
  /** Empty: the routes apply to any host. */
  readonly hosts: readonly string[];
  /** The source of the priority. */
  readonly from: "environment" | "record" | "default";
  readonly priority: number;
}

/** A route that an earlier service also has. */
export interface Clash {
  readonly earlier: HttpEntry;
  readonly later: HttpEntry;
  readonly route: string;
}

/** A route that receives no requests, and the earlier service's route that receives them. */
export interface Shadow extends Clash {
  readonly by: string;
}

/** Matches any host. A host name is never empty. */
const ANY = "";

/**
 * Routes that two services have on the same host. If three services share a route, the second and the third are reported, each with its
 * predecessor.
 */
export function* takenRoutes(entries: readonly HttpEntry[]): Iterable<Clash> {
  const owners = new Map<string, HttpEntry>();
  for (const later of entries) {
    const reported = new Set<HttpEntry>();
    for (const route of later.routes) {
      for (const host of hostsOf(later)) {
        const earlier = owners.get(key(host, route));
        if (!earlier || earlier.name === later.name || reported.has(earlier)) continue;
        reported.add(earlier);
        yield { earlier, later, route };
      }
    }
    for (const route of later.routes) for (const host of hostsOf(later)) owners.set(key(host, route), later);
  }
}

/** Rules with the same priority, each with its predecessor. */
export function* samePriorities(entries: readonly HttpEntry[]): Iterable<readonly [HttpEntry, HttpEntry]> {
  const owners = new Map<number, HttpEntry>();
  for (const later of entries) {
    const earlier = owners.get(later.priority);
    if (earlier) yield [earlier, later];
    owners.set(later.priority, later);
  }
}

/**
 * Routes that receive no requests: for each of their hosts, a service with a lower priority value has a pattern that covers them. Reports
 * the first such service. Identical routes are reported by `takenRoutes`. A service does not hide its own routes: all its rules forward to it.
 */
export function* shadowedRoutes(entries: readonly HttpEntry[]): Iterable<Shadow> {
  const covers = new Map<string, HttpEntry>();
  for (const later of [...entries].sort((one, other) => one.priority - other.priority)) {
    for (const route of later.routes) {
      const shadow = hostsOf(later).map((host) => firstCover(covers, later, host, route));
      const others = shadow.flatMap((cover) => (cover === undefined || cover.earlier.name === later.name ? [] : [cover]));
      const [first] = others.sort((one, other) => one.earlier.priority - other.earlier.priority);
      if (first && others.length === shadow.length) yield { ...first, later, route };
    }
    for (const pattern of later.routes) {
      for (const host of hostsOf(later)) {
        const at = key(host, pattern);
        if (!covers.has(at)) covers.set(at, later);
      }
    }
  }
}

interface Cover {
  readonly earlier: HttpEntry;
  readonly by: string;
}

/** The service with the lowest priority value whose pattern covers a route on a host. The index holds only that service for each pattern. */
function firstCover(covers: ReadonlyMap<string, HttpEntry>, later: HttpEntry, host: string, route: string): Cover | undefined {
  let first: Cover | undefined;
  for (const by of coveringPatterns(route)) {
    for (const earlier of [covers.get(key(host, by)), covers.get(key(ANY, by))]) {
      if (!earlier || earlier.priority === later.priority) continue;
      if (!first || earlier.priority < first.earlier.priority) first = { earlier, by };
    }
  }
  return first;
}

function hostsOf({ hosts }: HttpEntry): readonly string[] {
  return hosts.length === 0 ? [ANY] : hosts;
}

function key(host: string, route: string): string {
  return `${host} ${route}`;
}
