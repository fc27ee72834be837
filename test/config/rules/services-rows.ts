import { derivedPriority } from "../../../constructs/load-balancing/route-priority";
import { type Row, expected } from "./row";

const second = { image: "web:1.0.0", port: 8081, routes: ["/web/*"] };
const tcp = (port: number, more: object = {}) => ({ image: "tcp:1.0.0", port: 9000, listener: { protocol: "tcp", port, ...more } });
const many = <Value>(count: number, value: (index: number) => Value) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`s${index}`, value(index)]));
const PATHS = Array.from({ length: 120 }, (_, index) => `/p${index}`);
const place = (priority: number) => ({ loadBalancer: 1, securityGroup: 1, priorities: [priority] });
const webPriority = derivedPriority("web", ["/web/*"], []);

/** Violations of the rules about services and their routes. */
export const servicesRows: readonly Row[] = [
  [
    "service.kind",
    { "services.api.routes": undefined },
    expected("services.api", undefined, "neither `routes` nor", "behind the ALB", "For example"),
  ],
  [
    "service.kind",
    { "services.api.listener": { protocol: "tcp", port: 9 } },
    expected(
      "services.api",
      { routes: ["/api/*"], listener: { protocol: "tcp", port: 9 } },
      "both `routes` and",
      "behind the NLB",
      "Remove one",
    ),
  ],
  [
    "service.http-only",
    { "services.tcp": { ...tcp(9000), hosts: ["a.example.com"] } },
    expected("services.tcp.hosts", ["a.example.com"], "HTTP services only", "together with `routes`", "Remove it"),
  ],
  [
    "service.http-only",
    { "services.tcp": { ...tcp(9000), priority: 7 } },
    expected("services.tcp.priority", 7, "HTTP services only", "together with `routes`", "Remove it"),
  ],
  [
    "service.http-only",
    { "services.tcp": { ...tcp(9000), loadBalancing: { algorithm: "round_robin", slowStart: "30 seconds", stickySessions: "1 hour" } } },
    [
      expected("services.tcp.loadBalancing.slowStart", "30 seconds", "HTTP services only", "together with `routes`", "Remove it"),
      expected("services.tcp.loadBalancing.stickySessions", "1 hour", "HTTP services only", "together with `routes`", "Remove it"),
    ],
  ],
  [
    "service.http-only",
    { "services.tcp": { ...tcp(9000), scale: { requestsPerTask: 5 } } },
    expected("services.tcp.scale.requestsPerTask", 5, "HTTP services only", "together with `routes`", "Remove it"),
  ],
  ["service.port", { "services.api.port": 22 }, expected("services.api.port", 22, "reserved for SSH", "1 to 65535", "8080")],
  ["service.port", { "services.api.port": 51_679 }, expected("services.api.port", 51_679, "the ECS agent", "51678 to 51680", "8080")],
  [
    "service.port",
    { "services.tcp": tcp(9000, { healthPort: 22 }) },
    expected("services.tcp.listener.healthPort", 22, "reserved for SSH", "1 to 65535", "container's port"),
  ],
  [
    "service.previous-port",
    { "services.api.port": 8080, "services.api.previousPort": 8080 },
    expected("services.api.previousPort", 8080, "the same as `port`", "former `port`", "Set `port`"),
  ],
  ["service.previous-port", { "services.api.port": 9090, "services.api.previousPort": 8080 }, []],
  [
    "service.port-variable",
    { "services.api.port": 3000, "services.api.environment": { PORT: "8080" } },
    expected("services.api.environment.PORT", "8080", "which is 3000", '"3000", or no variable', "Set `port`"),
  ],
  ["service.port-variable", { "services.api.port": 3000, "services.api.environment": { PORT: "3000" } }, []],
  [
    "service.scale-to-zero",
    { "services.api.scale": { min: 0, max: 2 } },
    expected("services.api.scale.min", 0, "never returns", "at least 1", "Set `min: 1`"),
  ],
  [
    "service.scale-to-zero",
    { "services.api.scale": { min: 0, max: 2, schedules: { open: { cron: "cron(0 8 * * ? *)", min: 1, max: 2 } } } },
    [],
  ],
  [
    "service.udp-health",
    { "services.tcp": tcp(9000, { protocol: "udp" }) },
    expected("services.tcp.listener.healthPort", undefined, "UDP services require a TCP health check", "TCP port", "`healthPort: 8081`"),
  ],
  [
    "service.listener-port",
    { "services.one": tcp(9000), "services.two": tcp(9000) },
    expected("services.two.listener.port", 9000, "already the port of one", "no other listener", "another port"),
  ],
  [
    "service.listener-port",
    { "services.one": tcp(9000), "services.two": tcp(9000, { protocol: "udp", healthPort: 8081 }) },
    expected("services.two.listener.port", 9000, "already the port of one", "TCP and UDP listeners on one port", "another port"),
  ],
  [
    "route.rules",
    { "services.api.routes": PATHS, "services.api.hosts": ["a.example.com", "b.example.com", "c.example.com", "d.example.com"] },
    expected("services.api.routes", "120 paths and 4 hosts", "needs 120 listener rules", "at most 100 rules", "split the service in two"),
  ],
  [
    "route.priority-range",
    { "services.api.routes": ["/a", "/b", "/c", "/d", "/e"], "services.api.priority": 49_999 },
    expected("services.api.priority", 49_999, "last of the 2 rules", "1 to 49998", "`priority: 49998`"),
  ],
  [
    "route.wildcards",
    { "services.api.routes": ["/?/?/?/?/?/?/*"] },
    expected("services.api.routes[0]", "/?/?/?/?/?/?/*", "7 wildcards", "at most 5", "one `*`"),
  ],
  [
    "route.host",
    { "services.api.hosts": ["api.example.org"] },
    expected("services.api.hosts[0]", "api.example.org", "neither example.com", '".example.com"', '"api.example.com"'),
  ],
  [
    "route.host",
    { "services.api.hosts": ["v1.api.example.com"] },
    expected("services.api.hosts[0]", "v1.api.example.com", "one label below", "certificate covers no others", '"api.example.com"'),
  ],
  [
    "route.host-taken",
    { "services.api.hosts": ["origin.example.com"] },
    expected(
      "services.api.hosts[0]",
      "origin.example.com",
      "reserved for the load balancers behind the CDN",
      "no other resource uses",
      "another name below",
    ),
  ],
  [
    "route.host-taken",
    { "services.api.hosts": ["tcp.example.com"], "services.tcp": tcp(9000) },
    expected("services.api.hosts[0]", "tcp.example.com", "DNS name of the service tcp", "no other resource uses", "another name below"),
  ],
  [
    "service.name-taken",
    { "services.www": tcp(9000) },
    expected(
      "services.www",
      "www",
      "www.example.com, which is reserved for the platform",
      "other than origin, origin-<number> and www",
      '"www-tcp"',
    ),
  ],
  [
    "route.host",
    { "services.api.hosts": ["example.com", "example.com"] },
    expected("services.api.hosts[1]", "example.com", "is a duplicate", "each host once", "Remove it"),
  ],
  [
    "route.twice",
    { "services.api.routes": ["/a", "/a"] },
    expected("services.api.routes[1]", "/a", "is a duplicate", "each path once", "Remove it"),
  ],
  [
    "route.taken",
    { "services.web": { ...second, routes: ["/web", "/api/*"] } },
    expected("services.web.routes[1]", "/api/*", "already a route of api", "same host", "another path"),
  ],
  [
    "route.priority",
    { "services.api.priority": 5, "services.web": { ...second, priority: 5 } },
    expected("services.web.priority", 5, "already the priority of api", "1 to 49999", "`priority: 6`"),
  ],
  [
    "route.priority",
    { "services.api.priority": webPriority, "services.web": second },
    expected("services.web.priority", undefined, `is ${webPriority} by default`, "1 to 49999", "terrace place test"),
  ],
  [
    "route.priority",
    { "services.api.priority": 5, "services.web": { ...second, priority: 4, routes: ["/a", "/b", "/c", "/d", "/e"] } },
    expected("services.web.priority", 4, "gives a rule of the service the number 5", "1 to 49999", "`priority: 6`"),
  ],
  [
    "route.priority",
    { "services.web": second, placement: { api: place(7), web: place(7) } },
    expected("placement.web.priorities", 7, "also in the entry of api", "no other service", "Delete the entry"),
  ],
  [
    "placement.services",
    { services: many(51, (index) => tcp(9000 + index)) },
    expected("services", "51 services", "51 services on NLB 1", "at most 50", "terrace place test"),
  ],
  [
    "placement.services",
    { services: many(51, (index) => tcp(9000 + index)), placement: many(51, () => ({ loadBalancer: 2, securityGroup: 1 })) },
    expected("services", "51 services", "51 services on NLB 2", "at most 50", "Delete the entries"),
  ],
  [
    "placement.function",
    {
      services: many(160, (index) => ({ image: "s:1", port: 8080, routes: [`/s${index}/${"x".repeat(110)}/*`] })),
      placement: many(160, (index) => ({ loadBalancer: 2 + (index % 2), securityGroup: 1, priorities: [index + 1] })),
    },
    expected("services", "80 rules", "function of CloudFront that chooses one has", "at most 10240 bytes", "Combine paths"),
  ],
  [
    "placement.quotas",
    { services: many(31, (index) => tcp(9000 + index, { healthPort: 8081 })) },
    expected("services", "31 services", "more rules into security group 1 of NLB 1", "at most 60 rules", "terrace place test"),
  ],
  [
    "placement.quotas",
    { "services.api.scale": { max: 1_001 } },
    expected("services", "1 services", "more targets on ALB 1", "at most 1000 targets", "terrace place test"),
  ],
  [
    "route.shadowed",
    { "services.api.priority": 5, "services.web": { ...second, routes: ["/api/photos/*"] } },
    expected(
      "services.web.routes[0]",
      "/api/photos/*",
      "receives no requests, because api",
      "no earlier route",
      "`priority` of web below 5",
    ),
  ],
  [
    "route.site",
    { site: {}, "services.api.routes": ["/*"] },
    expected("services.api.routes[0]", "/*", "covers every path", "/api/*", "separate path"),
  ],
  [
    "route.site",
    { site: {}, "services.api.routes": ["/"] },
    expected("services.api.routes[0]", "/", "first page", "/api/*", "separate path"),
  ],
];
