import { routePriority } from "../build/workloads";
import type { ServiceSettings, Settings } from "../settings/settings";
import { covers } from "../../constructs/load-balancing/route-priority";
import { type Breach, type Rule, entries, forEach } from "./rule";

/** Values in the conditions of one ALB rule: AWS allows 5, and the secret header of the CDN is one; wildcards: 6 (ELB quotas). */
const MOST_VALUES = 4;
const MOST_WILDCARDS = 6;

/** Labels below the domain that the platform takes for itself: the latency records of the load balancers, and the site. */
const ORIGIN = "origin";
const RESERVED_LABELS: readonly string[] = [ORIGIN, "www"];

interface HttpEntry {
  readonly name: string;
  readonly service: ServiceSettings;
  readonly routes: readonly string[];
  readonly priority: number;
}

/** Rules about which service gets which request. */
export const routeRules: readonly Rule[] = [
  forEach("route.values", entries("services"), function* ({ path, value: { routes, hosts } }) {
    const values = (routes?.length ?? 0) + hosts.length;
    if (routes === undefined || values <= MOST_VALUES) return;
    yield {
      path: [...path, "routes"],
      problem: `has ${values} values together with \`hosts\``,
      received: [...routes, ...hosts],
      allowed: `at most ${MOST_VALUES} paths and hosts: an ALB rule takes 5, and the CDN's secret header is one`,
      mend: "Join paths with a wildcard, or make two services.",
      reads: [[...path, "hosts"]],
    };
  }),
  forEach("route.wildcards", entries("services"), function* ({ path, value: { routes } }) {
    const wildcards = routes?.join("").match(/[*?]/g)?.length ?? 0;
    if (wildcards <= MOST_WILDCARDS) return;
    yield {
      path: [...path, "routes"],
      problem: `has ${wildcards} wildcards`,
      received: routes,
      allowed: `at most ${MOST_WILDCARDS} wildcards in the routes of a service`,
      mend: "End paths with one `*`.",
    };
  }),
  forEach("route.host", entries("services"), function* ({ path, value: { hosts }, settings: { domainName } }) {
    for (const [index, host] of hosts.entries()) {
      const at = { path: [...path, "hosts", index], received: host };
      if (hosts.indexOf(host) < index) yield { ...at, problem: "is there twice", allowed: "each host once", mend: "Remove it." };
      if (host === domainName || isJustBelow(host, domainName)) continue;
      yield {
        ...at,
        problem: `is neither ${domainName} nor one label below it`,
        allowed: `"${domainName}" or one label before ".${domainName}": the certificate covers no others`,
        mend: `Write for example "api.${domainName}".`,
        reads: [["domainName"]],
      };
    }
  }),
  forEach("route.host-taken", entries("services"), function* ({ path, value: { hosts }, settings: { domainName, services } }) {
    for (const [index, host] of hosts.entries()) {
      const label = host.slice(0, -domainName.length - 1);
      const service = isJustBelow(host, domainName) ? services[label] : undefined;
      if (label !== ORIGIN && service?.listener === undefined) continue;
      yield {
        path: [...path, "hosts", index],
        problem:
          label === ORIGIN ? "is the name by which the CDN finds the load balancers" : `is the address of the service ${label} already`,
        received: host,
        allowed: "a host that nothing else answers to",
        mend: `Choose another name below ${domainName}.`,
        reads: [["domainName"], ["services", label, "listener"]],
      };
    }
  }),
  forEach("service.name-taken", entries("services"), function* ({ name, path, value: { listener }, settings: { domainName } }) {
    if (listener === undefined || !RESERVED_LABELS.includes(name)) return;
    yield {
      path,
      problem: `would have the address ${name}.${domainName}, which is the platform's own`,
      received: name,
      allowed: `a name other than ${RESERVED_LABELS.join(" and ")} for a service that has a listener`,
      mend: `Name it for example "${name}-tcp".`,
      reads: [[...path, "listener"], ["domainName"]],
    };
  }),
  forEach("route.twice", entries("services"), function* ({ path, value: { routes = [] } }) {
    for (const [index, route] of routes.entries()) {
      if (routes.indexOf(route) === index) continue;
      yield { path: [...path, "routes", index], problem: "is there twice", received: route, allowed: "each path once", mend: "Remove it." };
    }
  }),
  {
    id: "route.taken",
    *check(settings) {
      for (const [one, other] of pairs(httpEntries(settings))) {
        if (!hostsMeet(one, other)) continue;
        const index = other.routes.findIndex((route) => one.routes.includes(route));
        if (index >= 0) yield taken(one, other, index);
      }
    },
  },
  {
    id: "route.priority",
    *check(settings) {
      for (const [one, other] of pairs(httpEntries(settings))) if (one.priority === other.priority) yield samePriority(one, other);
    },
  },
  {
    id: "route.shadowed",
    *check(settings) {
      const sorted = httpEntries(settings).sort((one, other) => one.priority - other.priority);
      for (const [earlier, later] of pairs(sorted)) yield* shadowed(earlier, later);
    },
  },
  forEach("route.site", entries("services"), function* ({ path, value: { routes = [], hosts }, settings: { site, domainName } }) {
    const onSite = hosts.length === 0 || hosts.includes(domainName) || hosts.includes(`www.${domainName}`);
    if (!site || !onSite) return;
    for (const [index, route] of routes.entries()) {
      if (route !== "/" && !/^\/?[*?]+$/.test(route)) continue;
      yield {
        path: [...path, "routes", index],
        problem: route === "/" ? "is the first page of the site" : "leaves no path to the site, which would never be served",
        received: route,
        allowed: "with a `site`, paths that the site does not need, as /api/*",
        mend: "Give the service a path of its own, or a host of its own, or remove `site`.",
        reads: [["site"], ["domainName"], [...path, "hosts"]],
      };
    }
  }),
];

/** Whether a host is one label below a domain, as a wildcard certificate covers it. */
function isJustBelow(host: string, domainName: string): boolean {
  return host.endsWith(`.${domainName}`) && !host.slice(0, -domainName.length - 1).includes(".");
}

function httpEntries(settings: Settings): HttpEntry[] {
  return Object.entries(settings.services).flatMap(([name, service]) =>
    service.routes === undefined ? [] : [{ name, service, routes: service.routes, priority: routePriority(name, service) }],
  );
}

function* pairs<Item>(items: readonly Item[]): Iterable<readonly [Item, Item]> {
  for (const [index, one] of items.entries()) for (const other of items.slice(index + 1)) yield [one, other];
}

/** Whether a request can be for both: no hosts means any. */
function hostsMeet(one: HttpEntry, other: HttpEntry): boolean {
  const [a, b] = [one.service.hosts, other.service.hosts];
  return a.length === 0 ? b.length === 0 : b.some((host) => a.includes(host));
}

const readsOf = ({ name }: HttpEntry) => ["routes", "hosts", "priority"].map((field) => ["services", name, field]);

function taken(one: HttpEntry, other: HttpEntry, index: number): Breach {
  return {
    path: ["services", other.name, "routes", index],
    problem: `is a route of ${one.name} already`,
    received: other.routes[index],
    allowed: "a path that no other service has on the same host",
    mend: "Choose another path, or give one of them `hosts` of its own.",
    reads: [...readsOf(one), ...readsOf(other)],
  };
}

function samePriority(one: HttpEntry, other: HttpEntry): Breach {
  const explicit = other.service.priority !== undefined;
  return {
    path: ["services", other.name, "priority"],
    problem: explicit ? `is the priority of ${one.name} already` : `would be ${other.priority}, which ${one.name} has already`,
    received: other.service.priority,
    allowed: "a whole number from 1 to 49999 that no other service has",
    mend: `Set for example \`priority: ${other.priority < 49_999 ? other.priority + 1 : other.priority - 1}\`.`,
    reads: [...readsOf(one), ...readsOf(other)],
  };
}

/** Routes that an earlier service takes away; the same route twice is said elsewhere. */
function* shadowed(earlier: HttpEntry, later: HttpEntry): Iterable<Breach> {
  const { hosts } = earlier.service;
  const covered = hosts.length === 0 || (later.service.hosts.length > 0 && later.service.hosts.every((host) => hosts.includes(host)));
  if (!covered || earlier.priority === later.priority) return;
  for (const [index, route] of later.routes.entries()) {
    const by = earlier.routes.find((candidate) => candidate !== route && covers(candidate, route));
    if (by === undefined) continue;
    yield {
      path: ["services", later.name, "routes", index],
      problem: `is never reached, since ${earlier.name} is asked before and has ${by}`,
      received: route,
      allowed: "a path that no earlier route covers",
      mend: `Set \`priority\` of ${later.name} below ${earlier.priority}.`,
      reads: [...readsOf(earlier), ...readsOf(later)],
    };
  }
}
