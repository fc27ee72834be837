import { COLLECTOR_PORTS, COLLECTOR_VARIABLES } from "../../constructs/compute/collector-names";
import { oneOf } from "../../language/nearest";
import { regionsWithout } from "../../aws/region-availability";
import { REGION_NAMES } from "../../aws/regions";
import { ANSWER_TIMEOUT } from "../../aws/timeouts";
import { milliseconds, seconds } from "../../language/units";
import { type Rule, entries, forEach, workloads } from "./rule";

const NAT = ["network", "natGateways"] as const;
const PROMETHEUS = ["observability", "prometheus"] as const;
const GRAFANA = "Managed Grafana";

/** Rules about objectives, traces, and what figures are kept in. */
export const observabilityRules: readonly Rule[] = [
  forEach("objectives.latency", entries("services"), function* ({ path, value: { objectives } }) {
    if (objectives === undefined || objectives === false || objectives.latency === undefined) return;
    const { under } = objectives.latency;
    if (milliseconds(under) < seconds(ANSWER_TIMEOUT) * 1_000) return;
    yield {
      path: [...path, "objectives", "latency", "under"],
      problem: `is not shorter than CloudFront waits, which gives up after ${ANSWER_TIMEOUT}`,
      received: under,
      allowed: `less than ${ANSWER_TIMEOUT}`,
      fix: "Shorten it. What takes longer is work for a queue and a worker.",
    };
  }),
  forEach("tracing.nat-none", workloads, function* ({ path, value: { tracing }, settings }) {
    if (tracing === false || settings.network.natGateways !== "none") return;
    yield {
      path: [...path, "tracing"],
      problem: "needs the collector, whose image is in a registry that cannot be reached without a NAT gateway",
      received: tracing,
      allowed: 'with `natGateways: "none"`, false',
      fix: 'Leave it out, or set `natGateways: "one"`.',
      reads: [NAT],
    };
  }),
  {
    id: "observability.prometheus-nat-none",
    *check({ observability: { prometheus }, network }) {
      if (!prometheus || network.natGateways !== "none") return;
      yield {
        path: PROMETHEUS,
        problem: "needs the collector, whose image is in a registry that cannot be reached without a NAT gateway",
        received: true,
        allowed: 'with `natGateways: "none"`, false',
        fix: 'Leave it out, or set `natGateways: "one"`.',
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
        allowed: `a port other than ${oneOf(COLLECTOR_PORTS.map(String))} beside a collector`,
        fix: "Let the container listen on another port, for example 8080; or set `tracing: false`.",
        reads: [[...path, "tracing"], PROMETHEUS],
      };
    }
  }),
  forEach("tracing.variable", workloads, function* ({ path, value: { tracing, environment }, settings }) {
    if (tracing === false && !settings.observability.prometheus) return;
    for (const variable of COLLECTOR_VARIABLES.filter((name) => Object.hasOwn(environment, name))) {
      yield {
        path: [...path, "environment", variable],
        problem: "is a variable that tells the program where the collector is and what to send",
        received: environment[variable],
        allowed: "beside a collector, variables that it does not set",
        fix: "Remove it; `tracing.sampling` says how much is traced. Or set `tracing: false`, and send to a collector of your own.",
        reads: [[...path, "tracing"], PROMETHEUS],
      };
    }
  }),
  {
    id: "observability.grafana-region",
    *check({ observability: { grafana }, homeRegion }) {
      if (!grafana || homeRegion === undefined || regionsWithout(GRAFANA, [homeRegion]).length === 0) return;
      const having = REGION_NAMES.filter((name) => regionsWithout(GRAFANA, [name]).length === 0);
      yield {
        path: ["observability", "grafana"],
        problem: `is true, but ${homeRegion}, the home region, has no Amazon Managed Grafana`,
        received: true,
        allowed: `true in a home region that has it: ${oneOf(having)}`,
        fix: "Leave it out. A workspace that you make by hand in another region can read the figures of this one.",
        reads: [["homeRegion"], ["regions"]],
      };
    },
  },
];
