/** A question that somebody asks at night, with its answer's query. */
export interface LogQuery {
  /** Short, with hyphens: the end of its name. */
  readonly name: string;
  /** What it answers, for people. */
  readonly description: string;
  readonly query: string;
}

/** One for a 5xx, else nothing, in Logs Insights, which adds numbers and not conditions. */
export function insightsFailed(status: string): string {
  return `greatest(0, floor(${status} / 100) - 4)`;
}

/** The share of 5xx of each minute, in Logs Insights. */
export function insightsErrorRate(status: string): LogQuery {
  return {
    name: "error-rate-per-minute",
    description: "Requests and the share of 5xx, in per cent, for each minute.",
    query: `fields ${insightsFailed(status)} as failed
| stats count(*) as requests, sum(failed) as failures, 100 * avg(failed) as percent by bin(1m) as minute
| sort minute desc
| limit 1000`,
  };
}
