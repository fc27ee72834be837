import { type Duration, isDuration } from "../language/units";
import { UsageProblem } from "./problem";
import type { Call } from "./verb";

/**
 * The duration in an option, or the fallback if the option was not passed.
 *
 * @throws UsageProblem if it is not a duration.
 */
export function durationOption(call: Call, option: string, fallback: Duration, example: Duration = fallback): Duration {
  const text = call.option(option) || fallback;
  if (isDuration(text)) return text;
  throw new UsageProblem(`Invalid duration ${JSON.stringify(text)}. Example: --${option} "${example}"`);
}
