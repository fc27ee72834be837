import type { Duration } from "../language/units";
import { parseDuration } from "./values/values";
import type { Call } from "./verb";

/** The duration in an option, or the fallback if the option was not passed. */
export function durationOption(call: Call, option: string, fallback: Duration): Duration {
  const text = call.option(option);
  return text === "" ? fallback : parseDuration(`--${option}`, text);
}
