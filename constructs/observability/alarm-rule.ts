import { LIMITS } from "../../aws/limits";
import { type Members, membersOf } from "../watching/composite-row";

/**
 * Limits of a composite alarm's rule.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html
 */
export const RULE_LIMITS = { characters: 10_240, children: LIMITS["cloudwatch.composite-children"].value, elements: 500 } as const;

/**
 * @example alarmRule({ any: ["dev-api-down", "dev-api-slow"] }); // ALARM("dev-api-down") OR ALARM("dev-api-slow")
 * @throws RangeError if AWS would reject it.
 */
export function alarmRule(members: Members, written: (name: string) => string = (name) => name): string {
  const names = membersOf(members);
  const join = (parts: readonly string[]) => parts.map((name) => `ALARM("${name}")`).join(members.any ? " OR " : " AND ");
  assertRule(names, join(names));
  return join(names.map(written));
}

function assertRule(names: readonly string[], rule: string): void {
  const quoted = names.find((name) => name.includes('"'));
  if (quoted !== undefined)
    throw new RangeError(`the alarm name ${quoted} contains a quote, which ends the name in a rule: remove the quote`);
  if (new Set(names).size !== names.length) throw new RangeError(`a composite alarm has duplicate members: ${names.join(", ")}`);
  if (names.length === 0 || names.length > RULE_LIMITS.children)
    throw new RangeError(
      `a composite alarm has ${names.length} members; AWS allows 1 to ${RULE_LIMITS.children}: create one for each tier, and one on top of them`,
    );
  if (rule.length > RULE_LIMITS.characters)
    throw new RangeError(
      `the rule of a composite alarm has ${rule.length} characters; AWS allows ${RULE_LIMITS.characters}: create one for each tier, and one on top of them`,
    );
}
