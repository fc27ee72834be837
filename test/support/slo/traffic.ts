import { poisson, random } from "./random";

const { cos, min, PI } = Math;

export const HOUR = 60;
export const DAY = 1_440;
export const MONTH = 30 * DAY;

/** The traffic of a service in one minute. */
export interface Minute {
  /** Requests for which the load balancer chose a task. */
  requests: number;
  /** Requests with a 5xx response from a task. */
  failed: number;
  /** Requests with a 5xx response from the load balancer, of any service. */
  elb: number;
  /** Requests of this service without a response from a task: 5xx of the load balancer, and disconnected clients. */
  unanswered: number;
  /** Responses slower than the latency threshold. */
  slow: number;
}

export type Traffic = readonly Minute[];

export interface TrafficProps {
  readonly minutes?: number;
  /** The average number of requests per minute, by the minute since the start. The start is midnight. */
  readonly rate: (minute: number) => number;
  /** The share of requests with a 5xx response from tasks. */
  readonly failing?: (minute: number) => number;
  /** The share of slow responses. */
  readonly slow?: (minute: number) => number;
  /** Seed of random counts. Without a seed, every count is its average, so that results are exact. */
  readonly seed?: number;
}

/** Generates traffic minute by minute. */
export function traffic({ minutes = MONTH, rate, failing = () => 0, slow = () => 0, seed }: TrafficProps): Traffic {
  const next = random(seed ?? 0);
  const count = (mean: number) => (seed === undefined ? mean : mean === 0 ? 0 : poisson(mean, next));
  return Array.from({ length: minutes }, (_, minute) => {
    const requests = count(rate(minute));
    const failed = min(requests, count(requests * failing(minute)));
    return { requests, failed, elb: 0, unanswered: 0, slow: min(requests, count(requests * slow(minute))) };
  });
}

/** A daily pattern: maximum at 2 p.m., minimum at 2 a.m. */
export function daily(least: number, most: number): (minute: number) => number {
  return (minute) => least + ((most - least) * (1 - cos((2 * PI * (minute - 2 * HOUR)) / DAY))) / 2;
}

/** `inside` in the minutes from `from` to before `to`, otherwise `outside`. */
export function between(from: number, to: number, inside: number, outside = 0): (minute: number) => number {
  return (minute) => (minute >= from && minute < to ? inside : outside);
}

/** The same traffic with a change in the minutes from `from` to before `to`. */
export function changed(original: Traffic, from: number, to: number, change: (minute: Minute) => Partial<Minute>): Traffic {
  return original.map((minute, index) => (index >= from && index < to ? { ...minute, ...change(minute) } : minute));
}
