import type { AlarmRow } from "../../watching/alarm-row";
import { blockedShare, wafMetric } from "../metrics/waf";
import type { Watch } from "../../watching/watch";
import { limitsOf } from "../../watching/limits";
import { TICKET } from "../../watching/rows";

export interface WatchFirewallProps {
  /** Short, for example `cdn`: part of the alarms' names. */
  readonly name: string;
  /** The ACL's metric name, from its `visibility_config`. */
  readonly webAcl: string;
  /** Requests that one address is allowed to send in five minutes. */
  readonly rateLimit: number;
  /** Metric name of the rate limit rule. */
  readonly rateRule: string;
  /** Metric names of the other rules. */
  readonly rules: readonly string[];
}

const LONG = { ...TICKET, period: "5 minutes" } as const;

/**
 * Alarms and graphs of a web ACL for CloudFront, in us-east-1.
 *
 * No alarm pages: no metric distinguishes blocked users from blocked attackers, and a scanner must not page anyone. Blocked users appear at
 * the distribution, as 4xx and as missing traffic. Missing data is OK: WAF publishes only values above zero.
 *
 * Cost drivers: each alarm by the number of its metrics, 3 in all; 3 for the band.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html
 */
export function watchFirewall(props: WatchFirewallProps): Watch {
  const { name, webAcl, rateRule, rules } = props;
  const alarms = [blocked(props), rateLimited(props), unusual(props)];
  const byRule = (metric: "blocked" | "counted", names: readonly string[]) =>
    names.map((rule) => ({ ...wafMetric(metric, webAcl, rule), label: rule }));
  return {
    tier: "firewall",
    name,
    alarms,
    signals: [
      { signal: "traffic", title: "Requests", metrics: [wafMetric("allowed", webAcl), wafMetric("blocked", webAcl)] },
      { signal: "errors", title: "Blocked requests", metrics: [blockedShare(webAcl)], limits: limitsOf(alarms, "Blocked") },
      { signal: "errors", title: "Rate limited", metrics: byRule("blocked", [rateRule]), limits: limitsOf(alarms, "RateLimited") },
      ...(rules.length === 0
        ? []
        : [
            { signal: "errors", title: "Blocked by rule", metrics: byRule("blocked", rules) } as const,
            { signal: "errors", title: "Counted by rule", metrics: byRule("counted", rules) } as const,
          ]),
    ],
  };
}

/** 50% for 30 minutes: more than a scanner that gives up, and more than any rule should block of normal traffic. */
function blocked({ name, webAcl }: WatchFirewallProps): AlarmRow {
  return {
    ...LONG,
    id: "Blocked",
    level: "standard",
    name: ["firewall", name, "blocked"],
    description: `Firewall ${name} blocks at least half of all requests.`,
    reason: "Either an attack, or a rule that blocks users: they get 403, which no service metric shows.",
    metric: blockedShare(webAcl),
    comparison: "at-or-above",
    threshold: 50,
    datapoints: 6,
  };
}

/**
 * As many blocked requests as one address is allowed to send, for 15 minutes: a client sends twice as fast, or many clients share one
 * address.
 */
function rateLimited({ name, webAcl, rateLimit, rateRule }: WatchFirewallProps): AlarmRow {
  return {
    ...LONG,
    id: "RateLimited",
    level: "standard",
    name: ["firewall", name, "rate-limited"],
    description: `Firewall ${name} blocks at least ${rateLimit} requests in five minutes because of the rate limit.`,
    reason:
      "Either a client that retries without end, or an office behind one address whose users get 429: block the client, or raise the limit for the office.",
    metric: wafMetric("blocked", webAcl, rateRule),
    comparison: "at-or-above",
    threshold: rateLimit,
    datapoints: 3,
  };
}

/** More than usual at this hour: some requests are always blocked. The band is wide, because scanners come in bursts. */
function unusual({ name, webAcl }: WatchFirewallProps): AlarmRow {
  return {
    ...LONG,
    id: "Unusual",
    name: ["firewall", name, "unusual"],
    description: `Firewall ${name} blocks far more requests than is usual at this hour.`,
    reason: "An attack has started, or a rule blocks requests of a new release.",
    metric: wafMetric("blocked", webAcl),
    comparison: "above",
    band: { deviations: 4 },
    datapoints: 3,
  };
}
