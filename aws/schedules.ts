/**
 * Expressions of Application Auto Scaling: `at(2026-11-27T08:00:00)`, `rate(1 hour)`, `cron(0 8 ? * MON-FRI *)`.
 *
 * Source: "Schedule expressions" (https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html).
 */

interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly words: readonly string[];
  /** Special values of the field. */
  readonly special: RegExp;
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const NOTHING = /^\b\B$/;

const FIELDS: readonly CronField[] = [
  { name: "minutes", min: 0, max: 59, words: [], special: NOTHING },
  { name: "hours", min: 0, max: 23, words: [], special: NOTHING },
  { name: "day of the month", min: 1, max: 31, words: [], special: /^(\?|L|LW|(?:[1-9]|[12]\d|3[01])W)$/ },
  { name: "month", min: 1, max: 12, words: MONTHS, special: NOTHING },
  { name: "day of the week", min: 1, max: 7, words: DAYS, special: /^(\?|L|[1-7]L|[1-7]#[1-5])$/ },
  { name: "year", min: 1970, max: 2199, words: [], special: NOTHING },
];

/** The problem of an expression; undefined if there is none. */
export function scheduleProblem(expression: string): string | undefined {
  const match = /^(at|rate|cron)\((.*)\)$/.exec(expression);
  const [, kind, inside = ""] = match ?? [];
  if (kind === "at") return isDate(inside) ? undefined : "has a date or time that does not exist";
  if (kind === "rate") return rateProblem(inside);
  if (kind === "cron") return cronProblem(inside);
  return "is not an expression of Application Auto Scaling";
}

function isDate(text: string): boolean {
  const time = Date.parse(`${text}Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function rateProblem(inside: string): string | undefined {
  const [value = "", unit = ""] = inside.split(" ");
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1) return "has a rate that is not a positive integer";
  return (count === 1) === unit.endsWith("s") ? `has the unit "${unit}" with ${count}, which AWS rejects` : undefined;
}

function cronProblem(inside: string): string | undefined {
  const parts = inside.trim().split(/\s+/);
  if (parts.length !== FIELDS.length)
    return `has ${parts.length} fields, not 6: minutes, hours, day of the month, month, day of the week, year`;
  const wrong = FIELDS.find((field, index) => !isField(field, parts[index] ?? ""));
  if (wrong) return `has an invalid value for ${wrong.name}`;
  const either = (parts[2] === "?") !== (parts[4] === "?");
  return either ? undefined : "must have ? either for day of the month or for day of the week";
}

function isField(field: CronField, text: string): boolean {
  return text.split(",").every((item) => {
    if (field.special.test(item)) return true;
    const [range = "", step, ...more] = item.split("/");
    if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
    if (range === "*") return true;
    const ends = range.split("-");
    return ends.length <= 2 && ends.every((end) => isValue(field, end));
  });
}

function isValue({ min, max, words }: CronField, text: string): boolean {
  if (words.includes(text.toUpperCase())) return true;
  const value = /^\d{1,4}$/.test(text) ? Number(text) : NaN;
  return value >= min && value <= max;
}
