/** Backup and maintenance windows of databases, in UTC. */

const DAY = 1_440;
const WEEK = 7 * DAY;
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** A window in minutes since Monday 00:00. */
export interface Window {
  readonly start: number;
  readonly length: number;
}

/** Parses a daily window, `02:00-03:00`, or a weekly one, `sun:04:00-sun:05:00`. If start and end are equal, the length is 0. */
export function parseWindow(text: string): Window {
  const [from = "", to = ""] = text.split("-");
  const weekly = from.includes(":", from.indexOf(":") + 1);
  const start = minuteOf(from);
  return { start, length: modulo(minuteOf(to) - start, weekly ? WEEK : DAY) };
}

/** Minutes between a daily and a weekly window, at the closest point of the week; 0 if they touch or overlap. */
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
