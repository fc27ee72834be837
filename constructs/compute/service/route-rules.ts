import { LIMITS } from "../../../aws/limits";
import { listenerRules, MOST_WILDCARDS, wildcardsIn } from "../../load-balancing/listener-rules";
import { MOST_PRIORITY } from "../../load-balancing/placement/schema";
import { oncePer, repeated } from "../../../language/collections";
import { type Clash, type HttpEntry, type Shadow, samePriorities, shadowedRoutes, takenRoutes } from "./route-clashes";
import { type RuleViolation, type Rule, entriesOf, forEach } from "../../../language/rule";
import type { ServiceSettings } from "./model";
import { PLACEMENT_FILE, placeCommand } from "./placement";

/** The fields that route rules read. */
export interface Environment {
  readonly name: string;
  readonly domainName: string;
  readonly services: Readonly<Record<string, ServiceSettings>>;
  readonly site?: object | undefined;
}

const services = (environment: Environment) => entriesOf(environment, "services");

/** All rules of a service are on one load balancer. */
const MOST_RULES = LIMITS["elasticloadbalancing.alb-rules"].value;

/** Reserved labels below the domain: the latency records of the load balancers, and the site. */
const ORIGIN = /^origin(-\d+)?$/;
const isReserved = (label: string) => ORIGIN.test(label) || label === "www";

/** Rules for the routing of requests to services. */
export const routeRules: readonly Rule<Environment>[] = [
  forEach("route.rules", services, function* ({ path, value: { routes, hosts } }) {
    const rules = routes === undefined ? 0 : listenerRules({ paths: routes, hosts }).length;
    if (rules <= MOST_RULES) return;
    yield {
      path: [...path, "routes"],
      problem: `needs ${rules} listener rules together with \`hosts\``,
      received: `${routes?.length ?? 0} paths and ${hosts.length} hosts`,
      allowed: `at most ${MOST_RULES} rules: an ALB has no more, and one rule has 4 paths and hosts`,
      fix: "Combine paths with a wildcard, or split the service in two.",
      reads: [[...path, "hosts"]],
    };
  }),
  forEach("route.priority-range", services, function* ({ path, value: { routes = [], hosts, priority } }) {
    const rules = listenerRules({ paths: routes, hosts }).length;
    if (priority === undefined || priority + rules - 1 <= MOST_PRIORITY) return;
    yield {
      path: [...path, "priority"],
      problem: `leaves no number for the last of the ${rules} rules of the service`,
      received: priority,
      allowed: `an integer from 1 to ${MOST_PRIORITY - rules + 1}: the other rules have the next numbers`,
      fix: `For example: \`priority: ${MOST_PRIORITY - rules + 1}\`.`,
      reads: [
        [...path, "routes"],
        [...path, "hosts"],
      ],
    };
  }),
  forEach("route.wildcards", services, function* ({ path, value: { routes = [] } }) {
    for (const [index, route] of routes.entries()) {
      if (wildcardsIn(route) <= MOST_WILDCARDS) continue;
      yield {
        path: [...path, "routes", index],
        problem: `has ${wildcardsIn(route)} wildcards`,
        received: route,
        allowed: `at most ${MOST_WILDCARDS} wildcards in a path`,
        fix: "End the path with one `*`.",
      };
    }
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
      if (!ORIGIN.test(label) && service?.listener === undefined) continue;
      yield {
        path: [...path, "hosts", index],
        problem: ORIGIN.test(label)
          ? "is reserved for the load balancers behind the CDN"
          : `is already the DNS name of the service ${label}`,
        received: host,
        allowed: "a host that no other resource uses",
        fix: `Choose another name below ${domainName}.`,
        reads: [["domainName"], ["services", label, "listener"]],
      };
    }
  }),
  forEach("service.name-taken", services, function* ({ name, path, value: { listener }, settings: { domainName } }) {
    if (listener === undefined || !isReserved(name)) return;
    yield {
      path,
      problem: `produces the DNS name ${name}.${domainName}, which is reserved for the platform`,
      received: name,
      allowed: "a name other than origin, origin-<number> and www for a service that has a listener",
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
      for (const clash of takenRoutes(httpEntries(settings))) yield taken(clash, settings);
    },
  },
  {
    id: "route.priority",
    *check(settings) {
      for (const [one, other] of samePriorities(httpEntries(settings))) yield samePriority(one, other, settings);
    },
  },
  {
    id: "route.shadowed",
    *check(settings) {
      for (const clash of shadowedRoutes(httpEntries(settings))) yield shadowed(clash, settings);
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

/** The listener rules of all HTTP services. */
const httpEntries = oncePer((settings: Environment): readonly HttpEntry[] =>
  Object.entries(settings.services).flatMap(([name, { routes = [], hosts, priority, placement }]) => {
    const rules = listenerRules({ paths: routes, hosts });
    // `route.rules` reports the others.
    if (rules.length > MOST_RULES) return [];
    return rules.map((rule, index): HttpEntry => {
      const from = priority !== undefined ? "environment" : index < placement.recordedPriorities ? "record" : "default";
      return { name, routes: rule.paths, hosts: rule.hosts, from, priority: placement.priorities[index] ?? 0 };
    });
  }),
);

const readsOf = ({ name }: HttpEntry) => [
  ...["routes", "hosts", "priority"].map((field) => ["services", name, field]),
  ["placement", name],
];

/** The path of a route in the environment file. */
function routePath({ name }: HttpEntry, route: string, { services }: Environment) {
  return ["services", name, "routes", services[name]?.routes?.indexOf(route) ?? 0];
}

function taken({ earlier, later, route }: Clash, settings: Environment): RuleViolation {
  return {
    path: routePath(later, route, settings),
    problem: `is already a route of ${earlier.name}`,
    received: route,
    allowed: "a path that no other service has on the same host",
    fix: "Choose another path, or set different `hosts` for one of the services.",
    reads: [...readsOf(earlier), ...readsOf(later)],
  };
}

/** How easily a rule can get another number. The easier one of two rules with one priority is reported. */
const BLAME: Readonly<Record<HttpEntry["from"], number>> = { record: 0, environment: 1, default: 2 };

function samePriority(one: HttpEntry, other: HttpEntry, { name, services }: Environment): RuleViolation {
  const service = BLAME[one.from] > BLAME[other.from] ? one : other;
  const partner = service === other ? one : other;
  const priority = services[service.name]?.priority;
  const common = { received: priority, reads: [...readsOf(one), ...readsOf(other)] };
  const next = service.priority < MOST_PRIORITY ? service.priority + 1 : service.priority - 1;
  switch (service.from) {
    case "environment":
      return {
        ...common,
        path: ["services", service.name, "priority"],
        problem:
          priority === service.priority
            ? `is already the priority of ${partner.name}`
            : `gives a rule of the service the number ${service.priority}, which is already a priority of ${partner.name}`,
        allowed: `an integer from 1 to ${MOST_PRIORITY} that no other service has`,
        fix: `For example: \`priority: ${next}\`.`,
      };
    case "record":
      return {
        ...common,
        path: ["placement", service.name, "priorities"],
        problem: `has ${service.priority}, which is also in the entry of ${partner.name}`,
        received: service.priority,
        allowed: "priorities that no other service has",
        fix: `Delete the entry of the service that is not deployed yet from ${PLACEMENT_FILE}, then run: ${placeCommand(name)}`,
      };
    case "default":
      return {
        ...common,
        path: ["services", service.name, "priority"],
        problem: `is ${service.priority} by default, which is already the priority of ${partner.name}`,
        allowed: `an integer from 1 to ${MOST_PRIORITY} that no other service has`,
        fix: `Record a free priority: ${placeCommand(name)}`,
      };
  }
}

/** A route whose requests all go to an earlier service. */
function shadowed({ earlier, later, route, by }: Shadow, settings: Environment): RuleViolation {
  return {
    path: routePath(later, route, settings),
    problem: `receives no requests, because ${earlier.name} is evaluated first and has ${by}`,
    received: route,
    allowed: "a path that no earlier route covers",
    fix: `Set \`priority\` of ${later.name} below ${earlier.priority}.`,
    reads: [...readsOf(earlier), ...readsOf(later)],
  };
}
