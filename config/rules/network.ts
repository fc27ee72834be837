import { LIMITS } from "../../aws/limits";
import type { Settings } from "../settings/settings";
import { GATEWAY_ENDPOINTS, INTERFACE_ENDPOINTS } from "../../aws/endpoints";
import { parseImage } from "../../language/images";
import { repeated } from "../../language/collections";
import { didYouMean, oneOf } from "../../language/nearest";
import { NAMES } from "../../language/parse";
import { findRegion } from "../../aws/regions";
import { consumedNames } from "../../constructs/compute/workloads";
import { endpointsOf, findUses } from "../../constructs/registry";
import { KIND_PATHS, type Rule, WORKLOAD_PATHS, entries, forEach, usersOf, workloads } from "./rule";

const ENDPOINTS = ["network", "interfaceEndpoints"] as const;
const NAT = ["network", "natGateways"] as const;

/** Default quota of Elastic IPs per region. */
const ELASTIC_IPS = LIMITS["ec2.elastic-ips"].value;

/** Rules about the VPC. */
export const networkRules: readonly Rule[] = [
  {
    id: "network.endpoint",
    *check({ network }) {
      const twice = new Set(repeated(network.interfaceEndpoints));
      for (const [index, service] of network.interfaceEndpoints.entries()) {
        const at = { path: [...ENDPOINTS, index], received: service };
        if (GATEWAY_ENDPOINTS.includes(service)) {
          yield { ...at, problem: "already has a gateway endpoint", allowed: "services without a gateway endpoint", fix: "Remove it." };
        } else if (!INTERFACE_ENDPOINTS.includes(service)) {
          const fix = didYouMean(
            service,
            INTERFACE_ENDPOINTS,
            "Use the service name at the end of the endpoint's name, for example `ecr.api`.",
          );
          yield { ...at, problem: "is not an AWS service with an interface endpoint", allowed: oneOf(INTERFACE_ENDPOINTS), fix };
        } else if (twice.has(index)) {
          yield { ...at, problem: "is a duplicate", allowed: "each service once", fix: "Remove it." };
        }
      }
    },
  },
  {
    id: "network.nat-none",
    *check(settings) {
      if (settings.network.natGateways !== "none") return;
      const missing = neededEndpoints(settings).filter((service) => !settings.network.interfaceEndpoints.includes(service));
      if (missing.length === 0) return;
      yield {
        path: ENDPOINTS,
        problem: `lacks ${oneOf(missing).replace(" or ", " and ")}, which tasks cannot reach without a NAT gateway`,
        received: settings.network.interfaceEndpoints,
        allowed: `at least ${neededEndpoints(settings).join(", ")} with \`natGateways: "none"\``,
        fix: `Add ${missing.map((service) => JSON.stringify(service)).join(", ")}, or set \`natGateways: "one"\`.`,
        reads: [NAT, ...WORKLOAD_PATHS, ...KIND_PATHS],
      };
    },
  },
  forEach("network.nat-none-image", workloads, function* ({ path, value, settings }) {
    const parsed = parseImage(value.image);
    if (settings.network.natGateways !== "none" || !parsed.ok || parsed.image.kind === "repository") return;
    const at = { path: [...path, "image"], received: value.image };
    if (parsed.image.kind === "external") {
      yield {
        ...at,
        problem: "is in a registry that cannot be reached without a NAT gateway",
        allowed: 'images in Amazon ECR with `natGateways: "none"`',
        fix: 'Copy the image to ECR, or set `natGateways: "one"`.',
        reads: [NAT],
      };
      return;
    }
    const { region } = parsed.image;
    const others = Object.keys(settings.regions).filter((name) => name !== region);
    if (others.length === 0) return;
    yield {
      ...at,
      problem: `is in ${region}, whose ECR the tasks in ${others.join(", ")} cannot reach: an interface endpoint reaches only its own region`,
      allowed: 'images in the ECR of every region in which tasks run, with `natGateways: "none"`',
      fix: 'Remove the registry from the image, so that Terrace creates a repository in each region, or set `natGateways: "one"`.',
      reads: [NAT, ["regions", NAMES]],
    };
  }),
  forEach("network.nat-none-table", entries("tables"), function* ({ name, path, value: { regions }, settings }) {
    if (settings.network.natGateways !== "none" || !usersOf(settings).has(name)) return;
    const without = Object.keys(settings.regions).find((region) => region !== settings.homeRegion && !regions.includes(region));
    if (without === undefined) return;
    yield {
      path: [...path, "regions"],
      problem: `lacks ${without}, whose tasks reach DynamoDB in their own region alone without a NAT gateway`,
      received: regions,
      allowed: 'with `natGateways: "none"`, all regions',
      fix: 'Leave `regions` out, or set `natGateways: "one"`.',
      reads: [NAT, ["regions", NAMES], ["homeRegion"], ...WORKLOAD_PATHS],
    };
  }),
  {
    id: "network.static-addresses",
    warning: true,
    *check({ network, services }) {
      if (!network.staticAddresses || Object.values(services).some(({ listener }) => listener)) return;
      yield {
        path: ["network", "staticAddresses"],
        problem: "has no effect, because no service has a `listener`",
        received: true,
        allowed: "true if a service has a `listener` and so an NLB",
        fix: "Remove it.",
        reads: [["services"]],
      };
    },
  },
  {
    id: "network.elastic-ips",
    warning: true,
    *check({ network, services }) {
      const nat = { none: 0, one: 1, "per-zone": network.zones }[network.natGateways];
      const balancer = network.staticAddresses && Object.values(services).some(({ listener }) => listener) ? network.zones : 0;
      if (nat + balancer <= ELASTIC_IPS) return;
      yield {
        path: ["network"],
        problem: `requires ${nat + balancer} Elastic IPs in each region: ${nat} for NAT gateways, ${balancer} for the NLB`,
        received: { natGateways: network.natGateways, staticAddresses: network.staticAddresses, zones: network.zones },
        allowed: `at most ${ELASTIC_IPS} with the default quota`,
        fix: "Request a higher quota of Elastic IPs in each region before the first deployment, or use fewer.",
        reads: [["services"]],
      };
    },
  },
];

/** Endpoints that tasks require: for images, logs and the resources that they use. Newer regions also require endpoints for ECS. */
function neededEndpoints(settings: Settings): readonly string[] {
  const all = workloads(settings);
  if (all.length === 0) return [];
  const names = [...all.flatMap(({ value }) => value.uses), ...consumedNames(settings)];
  const uses = names.flatMap((name) => findUses(settings, name));
  const newRegion = Object.keys(settings.regions).some((name) => "service" in (findRegion(name)?.loadBalancerLogs ?? {}));
  return [
    "ecr.api",
    "ecr.dkr",
    "logs",
    ...new Set(uses.flatMap((use) => endpointsOf(settings, use))),
    ...(newRegion ? ["ecs", "ecs-agent", "ecs-telemetry"] : []),
  ];
}
