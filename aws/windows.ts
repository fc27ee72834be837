/** Times of the week at which AWS may work on a database, in UTC. */

const DAY = 1_440;
const WEEK = 7 * DAY;
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** A stretch of the week, in minutes from Monday 00:00. */
export interface Window {
  readonly start: number;
  readonly length: number;
}

/** Reads `02:00-03:00`, of every day, or `sun:04:00-sun:05:00`, of one. One that ends when it starts has no length. */
export function parseWindow(text: string): Window {
  const [from = "", to = ""] = text.split("-");
  const weekly = from.includes(":", from.indexOf(":") + 1);
  const start = minuteOf(from);
  return { start, length: modulo(minuteOf(to) - start, weekly ? WEEK : DAY) };
}

/** Minutes between a daily window and a weekly one, the shorter way round; 0 if they touch or overlap. */
export function gap(daily: Window, weekly: Window): number {
  const gaps = DAYS.map((_, day) => {
    const start = daily.start + day * DAY;
    if (modulo(weekly.start - start, WEEK) < daily.length || modulo(start - weekly.start, WEEK) < weekly.length) return 0;
    return Math.min(modulo(weekly.start - start - daily.length, WEEK), modulo(start - weekly.start - weekly.length, WEEK));
  });
  return Math.min(...gaps);
}

function minuteOf(text: string): number {
  const parts = text.split(":");
  const [hours = 0, minutes = 0] = parts.slice(-2).map(Number);
  const day = parts.length === 3 ? DAYS.indexOf(parts[0] ?? "") : 0;
  return day * DAY + hours * 60 + minutes;
}

function modulo(value: number, base: number): number {
  return ((value % base) + base) % base;
}
