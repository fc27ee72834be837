import { z } from "zod";
import { type TextLimit, limitProblem, limitWords } from "./text-limit";
import type { Vocabulary } from "./vocabulary";
import {
  type Duration,
  type Latency,
  type Percent,
  type Size,
  type Unit,
  isDuration,
  isLatency,
  isPercent,
  isSize,
  mebibytes,
  milliseconds,
  percentOf,
  seconds,
} from "./units";

/**
 * The kinds of field that an environment is written in. Each says in its metadata what is allowed and shows an example, so that the
 * error for a bad value and the field reference in the README come from the same words.
 */

declare module "zod" {
  interface GlobalMeta {
    /** What a value may be, as the end of the sentence "allowed: …". */
    allowed?: string;
    /** A value to copy. */
    example?: unknown;
    /** Whether a value may hold a key, which no error shows. */
    secret?: true;
    /** Where the stages' table holds this field's default, for example `databases.multiAz`. */
    stage?: string;
    /** What the field reference shows as default, where neither the schema nor a stage has it. */
    fallback?: string;
    /** A suffix of names that Terrace adds by itself, on the values of a map, with the field to set in its place. */
    addedSuffix?: { readonly suffix: string; readonly instead: string };
    /** The unit of a string, by its type in `units.ts`. */
    unit?: Unit;
    /** How many characters a string can have, if the schema checks it in a function. */
    length?: { readonly min: number; readonly max: number };
    /** The values that a rule accepts, for the editor. */
    vocabulary?: Vocabulary;
    /** The map of the same environment whose names the value must be one of; `resources`: the maps of all kinds. */
    names?: string;
  }
}

/** A length of time between two bounds, for example `duration("1 second", "12 hours")`. */
export function duration(min: Duration, max: Duration) {
  const allowed = `a duration from ${min} to ${max}, as "90 seconds", "5 minutes", "1 hour" or "7 days"`;
  return z
    .custom<Duration>(
      (value) => typeof value === "string" && isDuration(value) && wholeWithin(() => seconds(value), seconds(min), seconds(max)),
      `is not ${allowed}`,
    )
    .meta({ allowed, example: min, unit: "Duration" });
}

/** An amount of memory or storage between two bounds, for example `size("512 MB", "120 GB")`. */
export function size(min: Size, max: Size) {
  const allowed = `a size from ${min} to ${max}, as "512 MB" or "13 GB"`;
  return z
    .custom<Size>(
      (value) => typeof value === "string" && isSize(value) && wholeWithin(() => mebibytes(value), mebibytes(min), mebibytes(max)),
      `is not ${allowed}`,
    )
    .meta({ allowed, example: min, unit: "Size" });
}

/** A percentage between two bounds, for example `percent("90%", "99.999%")`. */
export function percent(min: Percent, max: Percent, example: Percent) {
  const allowed = `a percentage from ${min} to ${max}, as "${example}"`;
  return z
    .custom<Percent>(
      (value) => typeof value === "string" && isPercent(value) && percentOf(value) >= percentOf(min) && percentOf(value) <= percentOf(max),
      `is not ${allowed}`,
    )
    .meta({ allowed, example, unit: "Percent" });
}

/** How long an answer takes, between two bounds, for example `latency("1 ms", "60 seconds")`. */
export function latency(min: Latency, max: Latency) {
  const allowed = `a time from ${min} to ${max}, as "300 ms" or "1.5 seconds"`;
  return z
    .custom<Latency>(
      (value) =>
        typeof value === "string" && isLatency(value) && wholeWithin(() => milliseconds(value), milliseconds(min), milliseconds(max)),
      `is not ${allowed}`,
    )
    .meta({ allowed, example: "300 ms", unit: "Latency" });
}

/** A whole number between two bounds. */
export function whole(min: number, max: number) {
  return z
    .int()
    .min(min)
    .max(max)
    .meta({ allowed: `a whole number from ${min} to ${max}`, example: min });
}

/** A text that matches a pattern, with the pattern in words. */
export function text(pattern: RegExp, allowed: string, example: string) {
  return z.string().regex(pattern, `is not ${allowed}`).meta({ allowed, example });
}

/** A text in a team's own words, as long as a field of AWS takes it. */
export function freeText(limit: TextLimit, example: string) {
  return z
    .string()
    .refine((value) => limitProblem(value, limit) === undefined, { error: ({ input }) => limitProblem(String(input), limit) })
    .meta({ allowed: limitWords(limit), example, length: { min: limit.min, max: limit.max } });
}

/** A host name as DNS and TLS take it: lower-case labels of at most 63 characters, at least two. */
export function hostname(allowed: string, example: string) {
  return text(/^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/, allowed, example);
}

/** The name of a service, database or queue: a key of one of the environment's maps. */
export const name = text(
  /^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,19}$/,
  "a name of 1 to 20 lower-case letters, digits and single hyphens that starts with a letter",
  "api",
);

/** A map from names to things of one kind. */
export function mapOf<Value extends z.ZodType>(value: Value) {
  return z.record(name, value);
}

function wholeWithin(read: () => number, min: number, max: number): boolean {
  try {
    const value = read();
    return value >= min && value <= max;
  } catch {
    return false;
  }
}
