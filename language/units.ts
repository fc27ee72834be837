/**
 * Quantities with units, as in environment files: `"90 seconds"`, `"13 GB"`. The model keeps the string; constructs convert it to a number when
 * they call the provider, with {@link seconds}, {@link mebibytes} and similar functions.
 */

/** A duration, for example `"90 seconds"`, `"1 hour"` or `"7 days"`. */
export type Duration = `${number} ${"second" | "seconds" | "minute" | "minutes" | "hour" | "hours" | "day" | "days"}`;

/** A size of memory or storage in AWS's binary units: 1 GB is 1,024 MB. For example `"512 MB"` or `"13 GB"`. */
export type Size = `${number} ${"MB" | "GB" | "TB"}`;

/** A percentage with at most three decimals, for example `"99.9%"`. */
export type Percent = `${number}%`;

/** A latency, for example `"300 ms"` or `"1.5 seconds"`. */
export type Latency = `${number} ${"ms" | "second" | "seconds"}`;

const SECONDS = { second: 1, minute: 60, hour: 3_600, day: 86_400 } as const;
const MEBIBYTES = { MB: 1, GB: 1_024, TB: 1_048_576 } as const;

const DURATION = /^(\d+(?:\.\d+)?) (second|minute|hour|day)s?$/;
const SIZE = /^(\d+(?:\.\d+)?) (MB|GB|TB)$/;
const PERCENT = /^(\d+(?:\.\d{1,3})?)%$/;
const LATENCY = /^(\d+(?:\.\d+)?) (ms|seconds?)$/;

/** The pattern of each unit, by the name of its type. */
export const UNIT_PATTERNS = { Duration: DURATION, Size: SIZE, Percent: PERCENT, Latency: LATENCY } as const;

/** The name of a unit's type. */
export type Unit = keyof typeof UNIT_PATTERNS;

/** Whether a string is a {@link Duration}. */
export function isDuration(text: string): text is Duration {
  return DURATION.test(text);
}

/** Whether a string is a {@link Size}. */
export function isSize(text: string): text is Size {
  return SIZE.test(text);
}

/** Whether a string is a {@link Percent}. */
export function isPercent(text: string): text is Percent {
  return PERCENT.test(text);
}

/** Whether a string is a {@link Latency}. */
export function isLatency(text: string): text is Latency {
  return LATENCY.test(text);
}

/**
 * The duration in whole seconds.
 *
 * @throws RangeError if the string is not a valid duration or not in whole seconds.
 */
export function seconds(duration: Duration): number {
  const match = DURATION.exec(duration);
  const value = match ? Number(match[1]) * SECONDS[match[2] as keyof typeof SECONDS] : NaN;
  if (!Number.isInteger(value)) throw new RangeError(`"${duration}" is not a duration in whole seconds. For example: "90 seconds"`);
  return value;
}

/** The duration in whole minutes, rounded up. */
export function minutes(duration: Duration): number {
  return Math.ceil(seconds(duration) / SECONDS.minute);
}

/** The duration in whole days, rounded up. */
export function days(duration: Duration): number {
  return Math.ceil(seconds(duration) / SECONDS.day);
}

/**
 * The size in whole mebibytes.
 *
 * @throws RangeError if the string is not a valid size or not in whole mebibytes.
 */
export function mebibytes(size: Size): number {
  const match = SIZE.exec(size);
  const value = match ? Number(match[1]) * MEBIBYTES[match[2] as keyof typeof MEBIBYTES] : NaN;
  if (!Number.isInteger(value)) throw new RangeError(`"${size}" is not a size in whole MB. For example: "512 MB"`);
  return value;
}

/** The size in gibibytes, which may have a fraction. */
export function gibibytes(size: Size): number {
  return mebibytes(size) / MEBIBYTES.GB;
}

/**
 * The number before the percent sign: 99.9 for `"99.9%"`.
 *
 * @throws RangeError if the string is not a valid percentage.
 */
export function percentOf(percent: Percent): number {
  const match = PERCENT.exec(percent);
  if (!match) throw new RangeError(`"${percent}" is not a valid percentage. For example: "99.9%"`);
  return Number(match[1]);
}

/**
 * The latency in whole milliseconds.
 *
 * @throws RangeError if the string is not a valid latency or not in whole milliseconds.
 */
export function milliseconds(latency: Latency): number {
  const match = LATENCY.exec(latency);
  // Rounded, because floating-point arithmetic can leave a fraction: 1.001 × 1,000.
  const value = match ? Number((Number(match[1]) * (match[2] === "ms" ? 1 : 1_000)).toFixed(6)) : NaN;
  if (!Number.isInteger(value)) throw new RangeError(`"${latency}" is not a latency in whole milliseconds. For example: "300 ms"`);
  return value;
}
