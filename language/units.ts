/**
 * Units as a team writes them: `"90 seconds"`, `"13 GB"`. The model keeps the text; a number appears only at the provider call,
 * through {@link seconds}, {@link mebibytes} and their like.
 */

/** A length of time, for example `"90 seconds"`, `"1 hour"` or `"7 days"`. */
export type Duration = `${number} ${"second" | "seconds" | "minute" | "minutes" | "hour" | "hours" | "day" | "days"}`;

/** An amount of memory or storage in AWS's binary units: 1 GB is 1,024 MB. For example `"512 MB"` or `"13 GB"`. */
export type Size = `${number} ${"MB" | "GB" | "TB"}`;

/** A share of a hundred, to a thousandth, for example `"99.9%"`. */
export type Percent = `${number}%`;

/** How long an answer takes, for example `"300 ms"` or `"1.5 seconds"`. */
export type Latency = `${number} ${"ms" | "second" | "seconds"}`;

const SECONDS = { second: 1, minute: 60, hour: 3_600, day: 86_400 } as const;
const MEBIBYTES = { MB: 1, GB: 1_024, TB: 1_048_576 } as const;

const DURATION = /^(\d+(?:\.\d+)?) (second|minute|hour|day)s?$/;
const SIZE = /^(\d+(?:\.\d+)?) (MB|GB|TB)$/;
const PERCENT = /^(\d+(?:\.\d{1,3})?)%$/;
const LATENCY = /^(\d+(?:\.\d+)?) (ms|seconds?)$/;

/** The type of each unit by name, and the pattern of its values. */
export const UNIT_PATTERNS = { Duration: DURATION, Size: SIZE, Percent: PERCENT, Latency: LATENCY } as const;

/** The name of a unit's type. */
export type Unit = keyof typeof UNIT_PATTERNS;

/** Whether a text is a {@link Duration}. */
export function isDuration(text: string): text is Duration {
  return DURATION.test(text);
}

/** Whether a text is a {@link Size}. */
export function isSize(text: string): text is Size {
  return SIZE.test(text);
}

/** Whether a text is a {@link Percent}. */
export function isPercent(text: string): text is Percent {
  return PERCENT.test(text);
}

/** Whether a text is a {@link Latency}. */
export function isLatency(text: string): text is Latency {
  return LATENCY.test(text);
}

/**
 * Whole seconds of a duration.
 *
 * @throws RangeError if the text is no duration or not a whole number of seconds.
 */
export function seconds(duration: Duration): number {
  const match = DURATION.exec(duration);
  const value = match ? Number(match[1]) * SECONDS[match[2] as keyof typeof SECONDS] : NaN;
  if (!Number.isInteger(value)) throw new RangeError(`"${duration}" is not a whole number of seconds; write for example "90 seconds"`);
  return value;
}

/** Whole minutes of a duration, rounded up. */
export function minutes(duration: Duration): number {
  return Math.ceil(seconds(duration) / SECONDS.minute);
}

/** Whole days of a duration, rounded up. */
export function days(duration: Duration): number {
  return Math.ceil(seconds(duration) / SECONDS.day);
}

/**
 * Whole mebibytes of a size.
 *
 * @throws RangeError if the text is no size or not a whole number of mebibytes.
 */
export function mebibytes(size: Size): number {
  const match = SIZE.exec(size);
  const value = match ? Number(match[1]) * MEBIBYTES[match[2] as keyof typeof MEBIBYTES] : NaN;
  if (!Number.isInteger(value)) throw new RangeError(`"${size}" is not a whole number of MB; write for example "512 MB"`);
  return value;
}

/** Gibibytes of a size, with a fraction where there is one. */
export function gibibytes(size: Size): number {
  return mebibytes(size) / MEBIBYTES.GB;
}

/**
 * The number in front of the sign: 99.9 of `"99.9%"`.
 *
 * @throws RangeError if the text is no percentage.
 */
export function percentOf(percent: Percent): number {
  const match = PERCENT.exec(percent);
  if (!match) throw new RangeError(`"${percent}" is no percentage; write for example "99.9%"`);
  return Number(match[1]);
}

/**
 * Whole milliseconds of a latency.
 *
 * @throws RangeError if the text is no latency or not a whole number of milliseconds.
 */
export function milliseconds(latency: Latency): number {
  const match = LATENCY.exec(latency);
  // Rounded where only the binary fraction is not whole: 1.001 × 1,000.
  const value = match ? Number((Number(match[1]) * (match[2] === "ms" ? 1 : 1_000)).toFixed(6)) : NaN;
  if (!Number.isInteger(value)) throw new RangeError(`"${latency}" is not a whole number of milliseconds; write for example "300 ms"`);
  return value;
}
