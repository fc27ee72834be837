import type { AlarmRow } from "../../watching/alarm-row";
import { blockedShare, wafMetric } from "../metrics/waf";
import type { Watch } from "../../watching/watch";
import { limitsOf } from "../../watching/limits";
import { TICKET } from "../../watching/rows";

export interface WatchFirewallProps {
  /** Short, for example `cdn`: part of the alarms' names. */
  readonly name: string;
  /** What its `visibility_config` calls it. */
  readonly webAcl: string;
  /** Requests that one address may send in five minutes. */
  readonly rateLimit: number;
  /** Metric name of the rule that keeps to it. */
  readonly rateRule: string;
  /** Metric names of the other rules. */
  readonly rules: readonly string[];
}

const LONG = { ...TICKET, period: "5 minutes" } as const;

/**
 * What a web ACL before CloudFront is watched by, in us-east-1.
 *
 * No pages: no number says whether who is blocked is a user or an attacker, and a scanner must wake nobody. If users are blocked, they show
 * at the distribution, as 4xx and as traffic that is missing. No data is fine: WAF publishes what is not zero.
 *
 * Cost drivers: each alarm by the metrics that it reads, 3; the band as 3.
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
      { signal: "errors", title: "Share blocked", metrics: [blockedShare(webAcl)], limits: limitsOf(alarms, "Blocked") },
      { signal: "errors", title: "Too fast", metrics: byRule("blocked", [rateRule]), limits: limitsOf(alarms, "RateLimited") },
      ...(rules.length === 0
        ? []
        : [
            { signal: "errors", title: "Blocked by rule", metrics: byRule("blocked", rules) } as const,
            { signal: "errors", title: "Counted by rule", metrics: byRule("counted", rules) } as const,
          ]),
    ],
  };
}

/** Half of all for half an hour: more than a scanner that gives up, and more than any rule should take from users. */
function blocked({ name, webAcl }: WatchFirewallProps): AlarmRow {
  return {
    ...LONG,
    id: "Blocked",
    name: ["firewall", name, "blocked"],
    description: `Firewall ${name} blocks half of all requests and more.`,
    reason: "Either somebody attacks, or a rule takes users for attackers: they see 403, and no service shows it.",
    metric: blockedShare(webAcl),
    comparison: "at-or-above",
    threshold: 50,
    datapoints: 6,
  };
}

/** As many again as one address may send: somebody sends twice as fast, or many behind one address do. For a quarter of an hour. */
function rateLimited({ name, webAcl, rateLimit, rateRule }: WatchFirewallProps): AlarmRow {
  return {
    ...LONG,
    id: "RateLimited",
    name: ["firewall", name, "rate-limited"],
    description: `Firewall ${name} refuses ${rateLimit} requests in five minutes and more: addresses send more than they may.`,
    reason:
      "A client that asks again and again, or an office behind one address whose users see 429: block the one, raise the limit for the other.",
    metric: wafMetric("blocked", webAcl, rateRule),
    comparison: "at-or-above",
    threshold: rateLimit,
    datapoints: 3,
  };
}

/** More than is usual at this hour, whatever that is: some are always blocked. Wide, since scanners come in bursts. */
function unusual({ name, webAcl }: WatchFirewallProps): AlarmRow {
  return {
    ...LONG,
    id: "Unusual",
    name: ["firewall", name, "unusual"],
    description: `Firewall ${name} blocks far more requests than is usual at this hour.`,
    reason: "An attack has begun, or since a release a rule blocks what the application does.",
    metric: wafMetric("blocked", webAcl),
    comparison: "above",
    band: { deviations: 4 },
    datapoints: 3,
  };
}
