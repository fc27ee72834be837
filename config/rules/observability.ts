import { COLLECTOR_PORTS, COLLECTOR_VARIABLES } from "../../constructs/compute/collector-names";
import { oneOf } from "../../language/nearest";
import { regionsWithout } from "../../aws/region-availability";
import { REGION_NAMES } from "../../aws/regions";
import { ORIGIN_TIMEOUT } from "../../aws/timeouts";
import { milliseconds, seconds } from "../../language/units";
import { type Rule, entries, forEach, workloads } from "./rule";

const NAT = ["network", "natGateways"] as const;
const PROMETHEUS = ["observability", "prometheus"] as const;
const GRAFANA = "Managed Grafana";

/** Rules about SLOs, traces, Prometheus and Grafana. */
export const observabilityRules: readonly Rule[] = [
  forEach("objectives.latency", entries("services"), function* ({ path, value: { objectives } }) {
    if (objectives === undefined || objectives === false || objectives.latency === undefined) return;
    const { under } = objectives.latency;
    if (milliseconds(under) < seconds(ORIGIN_TIMEOUT) * 1_000) return;
    yield {
      path: [...path, "objectives", "latency", "under"],
      problem: `is not below the origin timeout of CloudFront, ${ORIGIN_TIMEOUT}`,
      received: under,
      allowed: `less than ${ORIGIN_TIMEOUT}`,
      fix: "Lower it. Move longer work to a queue and a worker.",
    };
  }),
  forEach("tracing.nat-none", workloads, function* ({ path, value: { tracing }, settings }) {
    if (tracing === false || settings.network.natGateways !== "none") return;
    yield {
      path: [...path, "tracing"],
      problem: "requires the collector, whose image is in a registry that cannot be reached without a NAT gateway",
      received: tracing,
      allowed: 'false with `natGateways: "none"`',
      fix: 'Remove it, or set `natGateways: "one"`.',
      reads: [NAT],
    };
  }),
  {
    id: "observability.prometheus-nat-none",
    *check({ observability: { prometheus }, network }) {
      if (!prometheus || network.natGateways !== "none") return;
      yield {
        path: PROMETHEUS,
        problem: "requires the collector, whose image is in a registry that cannot be reached without a NAT gateway",
        received: true,
        allowed: 'false with `natGateways: "none"`',
        fix: 'Remove it, or set `natGateways: "one"`.',
        reads: [NAT],
      };
    },
  },
  forEach("tracing.port", entries("services"), function* ({ path, value: { tracing, port, listener }, settings }) {
    if (tracing === false && !settings.observability.prometheus) return;
    const ports = [
      { at: [...path, "port"], number: port },
      { at: [...path, "listener", "healthPort"], number: listener?.healthPort },
    ];
    for (const { at, number } of ports) {
      if (number === undefined || !COLLECTOR_PORTS.includes(number)) continue;
      yield {
        path: at,
        problem: "is a port of the collector, which shares the task's network",
        received: number,
        allowed: `a port other than ${oneOf(COLLECTOR_PORTS.map(String))} if there is a collector`,
        fix: "Choose another port, for example 8080, or set `tracing: false`.",
        reads: [[...path, "tracing"], PROMETHEUS],
      };
    }
  }),
  forEach("tracing.variable", workloads, function* ({ path, value: { tracing, environment }, settings }) {
    if (tracing === false && !settings.observability.prometheus) return;
    for (const variable of COLLECTOR_VARIABLES.filter((name) => Object.hasOwn(environment, name))) {
      yield {
        path: [...path, "environment", variable],
        problem: "is a variable that Terrace sets to the address and configuration of the collector",
        received: environment[variable],
        allowed: "variables that Terrace does not set for the collector",
        fix: "Remove it and set `tracing.sampling`, or set `tracing: false` and use your own collector.",
        reads: [[...path, "tracing"], PROMETHEUS],
      };
    }
  }),
  {
    id: "observability.grafana-region",
    *check({ observability: { grafana }, homeRegion }) {
      if (!grafana || homeRegion === undefined || regionsWithout(GRAFANA, [homeRegion]).length === 0) return;
      const supported = REGION_NAMES.filter((name) => regionsWithout(GRAFANA, [name]).length === 0);
      yield {
        path: ["observability", "grafana"],
        problem: `is true, but Amazon Managed Grafana is not available in ${homeRegion}, the home region`,
        received: true,
        allowed: `true if the home region is ${oneOf(supported)}`,
        fix: "Remove it. A workspace that you create manually in another region can read the metrics of this region.",
        reads: [["homeRegion"], ["regions"]],
      };
    },
  },
];
