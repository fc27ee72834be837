/** A saved query for incident response. */
export interface LogQuery {
  /** Short, with hyphens: the suffix of its name. */
  readonly name: string;
  /** Description for the reader. */
  readonly description: string;
  readonly query: string;
}

/** 1 for a 5xx, else 0. Logs Insights can add numbers, but not conditions. */
export function insightsFailed(status: string): string {
  return `greatest(0, floor(${status} / 100) - 4)`;
}

/** The 5xx rate of each minute, in Logs Insights. */
export function insightsErrorRate(status: string): LogQuery {
  return {
    name: "error-rate-per-minute",
    description: "Requests and 5xx rate in percent, per minute.",
    query: `fields ${insightsFailed(status)} as failed
| stats count(*) as requests, sum(failed) as failures, 100 * avg(failed) as percent by bin(1m) as minute
| sort minute desc
| limit 1000`,
  };
}
