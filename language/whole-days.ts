import { type Rule, type Subject, forEach } from "./rule";
import { type Duration, seconds } from "./units";

/** A rule that a field of each entry of a map is in whole days, because AWS counts it in days. */
export function wholeDays<Field extends string, Value extends Readonly<Record<Field, Duration>>, Environment>(
  id: string,
  subjects: (environment: Environment) => Iterable<Subject<Value, Environment>>,
  field: Field,
): Rule<Environment> {
  return forEach(id, subjects, function* ({ path, value }) {
    const received: Duration = value[field];
    const days = seconds(received) / 86_400;
    if (Number.isInteger(days)) return;
    yield {
      path: [...path, field],
      problem: "is not in whole days",
      received,
      allowed: "whole days",
      fix: `Set \`${field}: "${Math.ceil(days)} days"\`.`,
    };
  });
}
