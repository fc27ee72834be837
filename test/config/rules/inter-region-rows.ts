import { REGION_NAMES } from "../../../aws/regions";
import { type Row, expected } from "./row";
import { severalRegions } from "./several-regions";

/** Allows enough connections for all workloads. */
const main = { engine: "postgres", size: "db.r6g.16xlarge", parameters: { max_connections: "99999" } };
const api = { "services.api.uses": ["main"], "services.api.connectionsPerTask": 1 };
const many = Object.fromEntries(
  Array.from({ length: 290 }, (_, number) => [
    `s${number}`,
    {
      ...{ image: "s:1", port: 8080, routes: [`/s${number}`], priority: number + 1, uses: ["main"] },
      ...{ connectionsPerTask: 1, scale: { min: 1, max: 1 } },
    },
  ]),
);

/** 100 services fit on one load balancer. */
const placement = Object.fromEntries(
  Object.keys(many).map((name, index) => [name, { loadBalancer: 1 + Math.floor(index / 100), securityGroup: 1, priorities: [] }]),
);

/** Violations of the rules about inter-region connectivity. */
export const interRegionRows: readonly Row[] = [
  [
    "network.inter-region",
    { ...severalRegions(11), ...api, "databases.main": main },
    expected("network.interRegion", "peering", "55 peerings: 11 of 11 regions", "at most 45 pairs", '"transit-gateway"'),
  ],
  [
    "resource.inbound-rules",
    { ...severalRegions(12), services: many, placement, "databases.main": main },
    expected(
      "databases.main",
      "main",
      "301 inbound rules: 11 for other regions, 290 for",
      "at most 300: 60 in each of 5 security groups",
      "Request a higher quota",
    ),
  ],
  [
    "workload.outbound-rules",
    {
      ...severalRegions(16),
      "services.api.uses": ["main", "other"],
      "services.api.connectionsPerTask": 1,
      "databases.main": main,
      "databases.other": { ...main, engine: "mysql", regions: REGION_NAMES.slice(0, 16) },
    },
    expected("services.api.uses", ["main", "other"], "63 outbound rules", "at most 60 with the default quota", "fewer regions"),
  ],
  [
    "resource.inbound-rules",
    {
      services: Object.fromEntries(Object.entries(many).map(([name, service]) => [name, { ...service, uses: ["sessions"] }])),
      workers: Object.fromEntries(
        Array.from({ length: 11 }, (_, number) => [`w${number}`, { image: "w:1", consumes: "jobs", uses: ["sessions"] }]),
      ),
      placement,
      "queues.jobs": {},
      "caches.sessions": {},
    },
    expected(
      "caches.sessions",
      "sessions",
      "301 inbound rules: 0 for other regions, 301 for",
      "at most 300: 60 in each of 5 security groups",
      "Request a higher quota",
    ),
  ],
];
