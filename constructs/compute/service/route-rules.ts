import { LIMITS } from "../../../aws/limits";
import { oncePer, repeated } from "../../../language/collections";
import { type HttpEntry, type Shadow, samePriorities, shadowedRoutes, takenRoutes } from "./route-clashes";
import { type RuleViolation, type Rule, entriesOf, forEach } from "../../../language/rule";
import { type ServiceSettings, routePriority } from "./model";

/** The fields that route rules read. */
export interface Environment {
  readonly domainName: string;
  readonly services: Readonly<Record<string, ServiceSettings>>;
  readonly site?: object | undefined;
}

const services = (environment: Environment) => entriesOf(environment, "services");

/** Limits of one ALB rule: its condition values, of which the CDN's secret header uses one, and its wildcards. */
const MOST_VALUES = LIMITS["elasticloadbalancing.rule-values"].value - 1;
const MOST_WILDCARDS = LIMITS["elasticloadbalancing.rule-wildcards"].value;

/** Reserved labels below the domain: the latency records of the load balancers, and the site. */
const ORIGIN = "origin";
const RESERVED_LABELS: readonly string[] = [ORIGIN, "www"];

/** Rules for the routing of requests to services. */
export const routeRules: readonly Rule<Environment>[] = [
  forEach("route.values", services, function* ({ path, value: { routes, hosts } }) {
    const values = (routes?.length ?? 0) + hosts.length;
    if (routes === undefined || values <= MOST_VALUES) return;
    yield {
      path: [...path, "routes"],
      problem: `has ${values} values together with \`hosts\``,
      received: [...routes, ...hosts],
      allowed: `at most ${MOST_VALUES} paths and hosts: an ALB rule allows 5, and the CDN's secret header is one`,
      fix: "Combine paths with a wildcard, or split the service in two.",
      reads: [[...path, "hosts"]],
    };
  }),
  forEach("route.wildcards", services, function* ({ path, value: { routes } }) {
    const wildcards = routes?.join("").match(/[*?]/g)?.length ?? 0;
    if (wildcards <= MOST_WILDCARDS) return;
    yield {
      path: [...path, "routes"],
      problem: `has ${wildcards} wildcards`,
      received: routes,
      allowed: `at most ${MOST_WILDCARDS} wildcards in the routes of a service`,
      fix: "End paths with one `*`.",
    };
  }),
  forEach("route.host", services, function* ({ path, value: { hosts }, settings: { domainName } }) {
    const twice = new Set(repeated(hosts));
    for (const [index, host] of hosts.entries()) {
      const at = { path: [...path, "hosts", index], received: host };
      if (twice.has(index)) yield { ...at, problem: "is a duplicate", allowed: "each host once", fix: "Remove it." };
      if (host === domainName || isJustBelow(host, domainName)) continue;
      yield {
        ...at,
        problem: `is neither ${domainName} nor one label below it`,
        allowed: `"${domainName}" or one label before ".${domainName}": the certificate covers no others`,
        fix: `For example: "api.${domainName}".`,
        reads: [["domainName"]],
      };
    }
  }),
  forEach("route.host-taken", services, function* ({ path, value: { hosts }, settings: { domainName, services } }) {
    for (const [index, host] of hosts.entries()) {
      const label = host.slice(0, -domainName.length - 1);
      const service = isJustBelow(host, domainName) ? services[label] : undefined;
      if (label !== ORIGIN && service?.listener === undefined) continue;
      yield {
        path: [...path, "hosts", index],
        problem: label === ORIGIN ? "is reserved for the load balancers behind the CDN" : `is already the DNS name of the service ${label}`,
        received: host,
        allowed: "a host that no other resource uses",
        fix: `Choose another name below ${domainName}.`,
        reads: [["domainName"], ["services", label, "listener"]],
      };
    }
  }),
  forEach("service.name-taken", services, function* ({ name, path, value: { listener }, settings: { domainName } }) {
    if (listener === undefined || !RESERVED_LABELS.includes(name)) return;
    yield {
      path,
      problem: `produces the DNS name ${name}.${domainName}, which is reserved for the platform`,
      received: name,
      allowed: `a name other than ${RESERVED_LABELS.join(" and ")} for a service that has a listener`,
      fix: `For example: "${name}-tcp".`,
      reads: [[...path, "listener"], ["domainName"]],
    };
  }),
  forEach("route.twice", services, function* ({ path, value: { routes = [] } }) {
    for (const index of repeated(routes)) {
      yield {
        path: [...path, "routes", index],
        problem: "is a duplicate",
        received: routes[index],
        allowed: "each path once",
        fix: "Remove it.",
      };
    }
  }),
  {
    id: "route.taken",
    *check(settings) {
      for (const { earlier, later, index } of takenRoutes(httpEntries(settings))) yield taken(earlier, later, index);
    },
  },
  {
    id: "route.priority",
    *check(settings) {
      for (const [one, other] of samePriorities(httpEntries(settings))) yield samePriority(one, other);
    },
  },
  {
    id: "route.shadowed",
    *check(settings) {
      for (const clash of shadowedRoutes(httpEntries(settings))) yield shadowed(clash);
    },
  },
  forEach("route.site", services, function* ({ path, value: { routes = [], hosts }, settings: { site, domainName } }) {
    const onSite = hosts.length === 0 || hosts.includes(domainName) || hosts.includes(`www.${domainName}`);
    if (!site || !onSite) return;
    for (const [index, route] of routes.entries()) {
      if (route !== "/" && !/^\/?[*?]+$/.test(route)) continue;
      yield {
        path: [...path, "routes", index],
        problem: route === "/" ? "is the first page of the site" : "covers every path, so that the site would receive no requests",
        received: route,
        allowed: "with a `site`, paths that the site does not use, such as /api/*",
        fix: "Use a separate path or host for the service, or remove `site`.",
        reads: [["site"], ["domainName"], [...path, "hosts"]],
      };
    }
  }),
];

/** Whether a host is one label below a domain, so that a wildcard certificate covers it. */
function isJustBelow(host: string, domainName: string): boolean {
  return host.endsWith(`.${domainName}`) && !host.slice(0, -domainName.length - 1).includes(".");
}

/**
 * HTTP services within the limit of condition values. `route.values` reports the others; their conflicts are unknown until values are
 * removed.
 */
const httpEntries = oncePer((settings: Environment): readonly HttpEntry[] =>
  Object.entries(settings.services).flatMap(([name, { routes, hosts, ...service }]) =>
    routes === undefined || routes.length + hosts.length > MOST_VALUES
      ? []
      : [{ name, routes, hosts, ownPriority: service.priority, priority: routePriority(name, { routes, hosts, ...service }) }],
  ),
);

const readsOf = ({ name }: HttpEntry) => ["routes", "hosts", "priority"].map((field) => ["services", name, field]);

function taken(one: HttpEntry, other: HttpEntry, index: number): RuleViolation {
  return {
    path: ["services", other.name, "routes", index],
    problem: `is already a route of ${one.name}`,
    received: other.routes[index],
    allowed: "a path that no other service has on the same host",
    fix: "Choose another path, or set different `hosts` for one of the services.",
    reads: [...readsOf(one), ...readsOf(other)],
  };
}

function samePriority(one: HttpEntry, other: HttpEntry): RuleViolation {
  const explicit = other.ownPriority !== undefined;
  return {
    path: ["services", other.name, "priority"],
    problem: explicit
      ? `is already the priority of ${one.name}`
      : `is ${other.priority} by default, which is already the priority of ${one.name}`,
    received: other.ownPriority,
    allowed: "an integer from 1 to 49999 that no other service has",
    fix: `For example: \`priority: ${other.priority < 49_999 ? other.priority + 1 : other.priority - 1}\`.`,
    reads: [...readsOf(one), ...readsOf(other)],
  };
}

/** A route whose requests all go to an earlier service. */
function shadowed({ earlier, later, index, by }: Shadow): RuleViolation {
  return {
    path: ["services", later.name, "routes", index],
    problem: `receives no requests, because ${earlier.name} is evaluated first and has ${by}`,
    received: later.routes[index],
    allowed: "a path that no earlier route covers",
    fix: `Set \`priority\` of ${later.name} below ${earlier.priority}.`,
    reads: [...readsOf(earlier), ...readsOf(later)],
  };
}
