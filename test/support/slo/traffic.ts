import { poisson, random } from "./random";

const { cos, min, PI } = Math;

export const HOUR = 60;
export const DAY = 1_440;
export const MONTH = 30 * DAY;

/** What happens to a service in one minute. */
export interface Minute {
  /** Requests for which the load balancer chose a task. */
  requests: number;
  /** Answered by tasks with 5xx. */
  failed: number;
  /** Answered by the load balancer with 5xx, whatever service they were for. */
  elb: number;
  /** Requests of this service that no task answered: the load balancer's 5xx, and clients that left. */
  unanswered: number;
  /** Answers that took longer than the objective allows. */
  slow: number;
}

export type Traffic = readonly Minute[];

export interface TrafficProps {
  readonly minutes?: number;
  /** Requests a minute, on average, at a minute since the start, which is midnight. */
  readonly rate: (minute: number) => number;
  /** Share of requests that tasks answer with 5xx. */
  readonly failing?: (minute: number) => number;
  /** Share of answers that are slow. */
  readonly slow?: (minute: number) => number;
  /** Chance decides, by this seed; without one every count is its average, so that results are exact. */
  readonly seed?: number;
}

/** Traffic minute by minute. */
export function traffic({ minutes = MONTH, rate, failing = () => 0, slow = () => 0, seed }: TrafficProps): Traffic {
  const next = random(seed ?? 0);
  const count = (mean: number) => (seed === undefined ? mean : mean === 0 ? 0 : poisson(mean, next));
  return Array.from({ length: minutes }, (_, minute) => {
    const requests = count(rate(minute));
    const failed = min(requests, count(requests * failing(minute)));
    return { requests, failed, elb: 0, unanswered: 0, slow: min(requests, count(requests * slow(minute))) };
  });
}

/** As a day goes: the most at 2 p.m., the least at 2 a.m. */
export function daily(least: number, most: number): (minute: number) => number {
  return (minute) => least + ((most - least) * (1 - cos((2 * PI * (minute - 2 * HOUR)) / DAY))) / 2;
}

/** A value in the minutes from `from` on and before `to`, else another. */
export function between(from: number, to: number, inside: number, outside = 0): (minute: number) => number {
  return (minute) => (minute >= from && minute < to ? inside : outside);
}

/** The same traffic with something changed in some minutes. */
export function changed(original: Traffic, from: number, to: number, change: (minute: Minute) => Partial<Minute>): Traffic {
  return original.map((minute, index) => (index >= from && index < to ? { ...minute, ...change(minute) } : minute));
}
