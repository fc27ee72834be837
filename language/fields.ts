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
 * Field types of environments. The metadata of each field contains the allowed values and an example, so that errors and the field reference in
 * the README use the same text.
 */

declare module "zod" {
  interface GlobalMeta {
    /** The allowed values, as the end of the sentence "allowed: …". */
    allowed?: string;
    /** A valid value. */
    example?: unknown;
    /** Whether values may contain a secret, which errors do not print. */
    secret?: true;
    /** The key of the field's default in the table of stages, for example `databases.multiAz`. */
    stage?: string;
    /** The default in the field reference, if neither the schema nor a stage defines it. */
    fallback?: string;
    /** For the values of a map: a name suffix that Terrace adds automatically, and the field that replaces it. */
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

/** A duration with a minimum and a maximum, for example `duration("1 second", "12 hours")`. */
export function duration(min: Duration, max: Duration) {
  const allowed = `a duration from ${min} to ${max}, such as "90 seconds", "5 minutes", "1 hour" or "7 days"`;
  return z
    .custom<Duration>(
      (value) => typeof value === "string" && isDuration(value) && wholeWithin(() => seconds(value), seconds(min), seconds(max)),
      `is not ${allowed}`,
    )
    .meta({ allowed, example: min, unit: "Duration" });
}

/** A size of memory or storage with a minimum and a maximum, for example `size("512 MB", "120 GB")`. */
export function size(min: Size, max: Size) {
  const allowed = `a size from ${min} to ${max}, such as "512 MB" or "13 GB"`;
  return z
    .custom<Size>(
      (value) => typeof value === "string" && isSize(value) && wholeWithin(() => mebibytes(value), mebibytes(min), mebibytes(max)),
      `is not ${allowed}`,
    )
    .meta({ allowed, example: min, unit: "Size" });
}

/** A percentage with a minimum and a maximum, for example `percent("90%", "99.999%", "99.9%")`. */
export function percent(min: Percent, max: Percent, example: Percent) {
  const allowed = `a percentage from ${min} to ${max}, such as "${example}"`;
  return z
    .custom<Percent>(
      (value) => typeof value === "string" && isPercent(value) && percentOf(value) >= percentOf(min) && percentOf(value) <= percentOf(max),
      `is not ${allowed}`,
    )
    .meta({ allowed, example, unit: "Percent" });
}

/** A latency with a minimum and a maximum, for example `latency("1 ms", "60 seconds")`. */
export function latency(min: Latency, max: Latency) {
  const allowed = `a latency from ${min} to ${max}, such as "300 ms" or "1.5 seconds"`;
  return z
    .custom<Latency>(
      (value) =>
        typeof value === "string" && isLatency(value) && wholeWithin(() => milliseconds(value), milliseconds(min), milliseconds(max)),
      `is not ${allowed}`,
    )
    .meta({ allowed, example: "300 ms", unit: "Latency" });
}

/** An integer with a minimum and a maximum. */
export function whole(min: number, max: number) {
  return z
    .int()
    .min(min)
    .max(max)
    .meta({ allowed: `an integer from ${min} to ${max}`, example: min });
}

/** A string that matches a pattern. `allowed` describes the pattern. */
export function text(pattern: RegExp, allowed: string, example: string) {
  return z.string().regex(pattern, `is not ${allowed}`).meta({ allowed, example });
}

/** Free text within the limits of an AWS field. */
export function freeText(limit: TextLimit, example: string) {
  return z
    .string()
    .refine((value) => limitProblem(value, limit) === undefined, { error: ({ input }) => limitProblem(String(input), limit) })
    .meta({ allowed: limitWords(limit), example, length: { min: limit.min, max: limit.max } });
}

/** A host name that is valid in DNS and TLS: at least two lowercase labels of at most 63 characters. */
export function hostname(allowed: string, example: string) {
  return text(/^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/, allowed, example);
}

/** The name of a service, database or queue: a key of one of the environment's maps. */
export const name = text(
  /^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,19}$/,
  "a name of 1 to 20 lowercase letters, digits and single hyphens that starts with a letter",
  "api",
);

/** A map from names to values. */
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
