import { coveringPatterns } from "../../load-balancing/route-priority";

/**
 * Which services want the same requests. Each search goes once over the services with an index of those that came before: an environment may
 * have thousands, and comparing them by pairs would take minutes.
 */

/** A service behind the ALB. */
export interface HttpEntry {
  readonly name: string;
  readonly routes: readonly string[];
  /** None: the routes hold for any host. */
  readonly hosts: readonly string[];
  /** The priority that the team wrote. */
  readonly ownPriority: number | undefined;
  readonly priority: number;
}

/** A route of a service that an earlier one has, too. */
export interface Clash {
  readonly earlier: HttpEntry;
  readonly later: HttpEntry;
  /** The place of the route among the later one's. */
  readonly index: number;
}

/** A route that gets no request, and the route of the earlier service that gets them. */
export interface Shadow extends Clash {
  readonly by: string;
}

/** Stands for any host. No host's name is empty. */
const ANY = "";

/** Routes that two services have on the same host: of three services with one route the second and the third are named, each with the one before. */
export function* takenRoutes(entries: readonly HttpEntry[]): Iterable<Clash> {
  const owners = new Map<string, HttpEntry>();
  for (const later of entries) {
    const told = new Set<HttpEntry>();
    for (const [index, route] of later.routes.entries()) {
      for (const host of hostsOf(later)) {
        const earlier = owners.get(key(host, route));
        if (!earlier || told.has(earlier)) continue;
        told.add(earlier);
        yield { earlier, later, index };
      }
    }
    for (const route of later.routes) for (const host of hostsOf(later)) owners.set(key(host, route), later);
  }
}

/** Services with the priority of another one, each with the one before. */
export function* samePriorities(entries: readonly HttpEntry[]): Iterable<readonly [HttpEntry, HttpEntry]> {
  const owners = new Map<number, HttpEntry>();
  for (const later of entries) {
    const earlier = owners.get(later.priority);
    if (earlier) yield [earlier, later];
    owners.set(later.priority, later);
  }
}

/**
 * Routes that are never reached: for each of their hosts, a service that is asked earlier has a pattern that covers them. Named is the service
 * that is asked first. The same route twice is `takenRoutes`.
 */
export function* shadowedRoutes(entries: readonly HttpEntry[]): Iterable<Shadow> {
  const covers = new Map<string, HttpEntry>();
  for (const later of [...entries].sort((one, other) => one.priority - other.priority)) {
    for (const [index, route] of later.routes.entries()) {
      const shadow = hostsOf(later).map((host) => firstCover(covers, later, host, route));
      const [first] = shadow.flatMap((cover) => cover ?? []).sort((one, other) => one.earlier.priority - other.earlier.priority);
      if (first && shadow.every((cover) => cover !== undefined)) yield { ...first, later, index };
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

/** The earliest service with a pattern that covers a route on a host. Of a pattern the index has the service that is asked first. */
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
