import { isMath } from "../../../../constructs/watching/metric-math";
import { whyNotPublished } from "../../../support/facts";
import { watchCdn } from "../../../../constructs/edge/watch/cdn";
import { watchFirewall } from "../../../../constructs/edge/watch/firewall";
import { watchLoadBalancer } from "../../../../constructs/load-balancing/watch/load-balancer";
import { watchNetworkLoadBalancer } from "../../../../constructs/load-balancing/watch/network-load-balancer";
import type { Watch } from "../../../../constructs/watching/watch";
import { rowLine } from "../../watching/faults";
import { type Minute, always, firingMinutes, firingWithoutData, withoutCase } from "../../watching/fires";

const cdn = watchCdn({ name: "main", distributionId: "E1", serves: "site", additionalMetrics: true });
const firewall = watchFirewall({ name: "cdn", webAcl: "dev-cdn", rateLimit: 2_000, rateRule: "RateLimit", rules: ["Common"] });
const alb = watchLoadBalancer({ name: "public", loadBalancerSuffix: "app/main/1" });
const nlb = watchNetworkLoadBalancer({ name: "public", loadBalancerSuffix: "net/main/1", tls: true });
const WATCHES: readonly Watch[] = [cdn, firewall, alb, nlb];

test("a distribution with additional metrics that serves a site, and its firewall", () => {
  expect(cdn.alarms.map(rowLine)).toEqual([
    "ServerErrors: page cdn-errors; above 5, 4 of 5 × 1 minute; no data: notBreaching",
    "SomeServerErrors: ticket; above 1, 10 of 12 × 5 minutes; no data: notBreaching",
    "ClientErrors: ticket; above 20, 6 of 6 × 5 minutes; no data: notBreaching",
    "Traffic: ticket; outside 3 deviations, 6 of 8 × 5 minutes; no data: notBreaching",
    "SlowOrigin: ticket; at-or-above 24000, 10 of 15 × 1 minute; no data: notBreaching",
    "CacheMisses: ticket; below 50, 12 of 12 × 5 minutes; no data: notBreaching",
  ]);
  expect(firewall.alarms.map(rowLine)).toEqual([
    "Blocked: ticket; at-or-above 50, 6 of 6 × 5 minutes; no data: notBreaching",
    "RateLimited: ticket; at-or-above 2000, 3 of 3 × 5 minutes; no data: notBreaching",
    "Unusual: ticket; above 4 deviations, 3 of 3 × 5 minutes; no data: notBreaching",
  ]);
});

/** Each alarm with metrics at which it must fire, and close metrics at which it must not. */
const CASES: readonly (readonly [watch: Watch, id: string, what: string, bad: Minute, fine: Minute])[] = [
  [cdn, "ServerErrors", "more than 5%", { Requests: 20, "5xxErrorRate": 5.1 }, { Requests: 20, "5xxErrorRate": 5 }],
  [cdn, "ServerErrors", "enough requests", { Requests: 20, "5xxErrorRate": 100 }, { Requests: 19, "5xxErrorRate": 100 }],
  [cdn, "SomeServerErrors", "more than 1%", { Requests: 20, "5xxErrorRate": 1.1 }, { Requests: 20, "5xxErrorRate": 1 }],
  [cdn, "ClientErrors", "more than 20%", { Requests: 20, "4xxErrorRate": 21 }, { Requests: 20, "4xxErrorRate": 20 }],
  [cdn, "ClientErrors", "enough requests", { Requests: 20, "4xxErrorRate": 100 }, { Requests: 19, "4xxErrorRate": 100 }],
  [cdn, "SlowOrigin", "24 seconds", { Requests: 20, OriginLatency: 24_000 }, { Requests: 20, OriginLatency: 23_999 }],
  [cdn, "CacheMisses", "less than 50%", { Requests: 20, CacheHitRate: 49 }, { Requests: 20, CacheHitRate: 50 }],
  [cdn, "CacheMisses", "enough requests", { Requests: 20, CacheHitRate: 0 }, { Requests: 19, CacheHitRate: 0 }],
  [cdn, "Traffic", "no requests", {}, { Requests: 200 }],
  [cdn, "Traffic", "too many requests", { Requests: 241 }, { Requests: 240 }],
  [cdn, "Traffic", "too few requests", { Requests: 159 }, { Requests: 160 }],
  [firewall, "Blocked", "50%", { AllowedRequests: 50, BlockedRequests: 50 }, { AllowedRequests: 51, BlockedRequests: 50 }],
  [firewall, "Blocked", "enough requests", { BlockedRequests: 100 }, { BlockedRequests: 99 }],
  [firewall, "RateLimited", "as many as one address is allowed to send", { BlockedRequests: 400 }, { BlockedRequests: 399 }],
  [firewall, "Unusual", "more than usual", { BlockedRequests: 241 }, { BlockedRequests: 240 }],
  [alb, "Unanswered", "5%", { RequestCount: 95, HTTPCode_ELB_5XX_Count: 5 }, { RequestCount: 96, HTTPCode_ELB_5XX_Count: 5 }],
  [alb, "Unanswered", "no task in the target group", { HTTPCode_ELB_5XX_Count: 20 }, { HTTPCode_ELB_5XX_Count: 19 }],
  [
    alb,
    "Unanswered",
    "all requests time out",
    { RequestCount: 100, HTTPCode_ELB_5XX_Count: 100 },
    { RequestCount: 100, HTTPCode_Target_5XX_Count: 100 },
  ],
  [alb, "Rejected", "ten", { RejectedConnectionCount: 10 }, { RejectedConnectionCount: 9 }],
  [alb, "ConnectionErrors", "ten", { TargetConnectionErrorCount: 10 }, { TargetConnectionErrorCount: 9 }],
  [alb, "TlsErrors", "twenty", { ClientTLSNegotiationErrorCount: 20 }, { ClientTLSNegotiationErrorCount: 19 }],
  [alb, "Traffic", "no requests", {}, { RequestCount: 200 }],
  [nlb, "Ports", "ten", { PortAllocationErrorCount: 10 }, { PortAllocationErrorCount: 9 }],
  [nlb, "Rejected", "ten", { RejectedFlowCount: 10 }, { RejectedFlowCount: 9 }],
  [nlb, "Resets", "20%", { NewFlowCount: 100, TCP_Target_Reset_Count: 20 }, { NewFlowCount: 100, TCP_Target_Reset_Count: 19 }],
  [
    nlb,
    "Resets",
    "enough connections",
    { NewFlowCount: 100, TCP_Target_Reset_Count: 99 },
    { NewFlowCount: 99, TCP_Target_Reset_Count: 99 },
  ],
  [
    nlb,
    "TlsErrors",
    "50%",
    { NewFlowCount: 100, ClientTLSNegotiationErrorCount: 50 },
    { NewFlowCount: 100, ClientTLSNegotiationErrorCount: 49 },
  ],
  [nlb, "Traffic", "no connections", { NewFlowCount: 0 }, { NewFlowCount: 200 }],
];

test.each(CASES.map(([watch, id, what, bad, fine]) => [watch.tier, id, what, { watch, bad, fine }] as const))(
  "%s %s fires at its threshold and not next to it: %s",
  (_, id, __, { watch, bad, fine }) => {
    expect(firingMinutes(watch, id, always(bad))).toContain(89);
    expect(firingMinutes(watch, id, always(fine))).toEqual([]);
  },
);

test("every alarm has a case", () => {
  expect(withoutCase(WATCHES, CASES)).toEqual([]);
});

test("missing data fires only the traffic alarms", () => {
  expect(firingWithoutData(WATCHES)).toEqual(["cdn Traffic", "load-balancer Traffic", "network-load-balancer Traffic"]);
});

const OUTAGES: readonly (readonly [watch: Watch, id: string, bad: Minute, fine: Minute])[] = [
  [cdn, "ServerErrors", { Requests: 1_000, "5xxErrorRate": 100 }, { Requests: 1_000, "5xxErrorRate": 0 }],
  [alb, "Unanswered", { RequestCount: 1_000, HTTPCode_ELB_5XX_Count: 1_000 }, { RequestCount: 1_000 }],
  [alb, "Rejected", { RejectedConnectionCount: 1_000 }, {}],
];

test.each(OUTAGES.map(([watch, id, bad, fine]) => [watch.tier, id, { watch, bad, fine }] as const))(
  "%s %s pages after four bad minutes, not after three, and recovers soon after the outage",
  (_, id, { watch, bad, fine }) => {
    const outage = (length: number) => [...always(fine, 20), ...always(bad, length), ...always(fine, 20)];
    expect(firingMinutes(watch, id, outage(3))).toEqual([]);
    const minutes = firingMinutes(watch, id, outage(20));
    expect(minutes[0]).toBe(23);
    expect(minutes.at(-1)).toBeLessThanOrEqual(45);
  },
);

test("each page of these tiers has an outage case", () => {
  const pages = WATCHES.flatMap(({ tier, alarms }) =>
    alarms.filter(({ severity }) => severity === "page").map(({ id }) => `${tier} ${id}`),
  );
  expect(pages).toEqual(OUTAGES.map(([{ tier }, id]) => `${tier} ${id}`));
});

test.each(WATCHES.map((watch) => [watch.tier, watch] as const))("AWS publishes all metrics of the %s watch", (_, { alarms, signals }) => {
  const metrics = [...alarms.map(({ metric }) => metric), ...signals.flatMap((signal) => signal.metrics)];
  expect(metrics.flatMap(whyNotPublished)).toEqual([]);
});

test.each(["api", "site-and-api"] as const)("a distribution that serves %s has no alarm on its cache", (serves) => {
  const { alarms } = watchCdn({ name: "main", distributionId: "E1", serves, additionalMetrics: true });
  expect(alarms.map(({ id }) => id)).not.toContain("CacheMisses");
});

test("without additional metrics, only CloudFront's default metrics are used", () => {
  const { alarms, signals } = watchCdn({ name: "main", distributionId: "E1", serves: "site", additionalMetrics: false });
  const metrics = [...alarms.map(({ metric }) => metric), ...signals.flatMap((signal) => signal.metrics)];
  const names = metrics.flatMap((metric) => (isMath(metric) ? Object.values(metric.metrics) : [metric])).map(({ name }) => name);
  expect(names).not.toContain("CacheHitRate");
  expect(names).not.toContain("OriginLatency");
});
