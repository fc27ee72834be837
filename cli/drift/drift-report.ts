import type { Change } from "../terraform/plan-changes";
import { cell, code as inCode, count } from "../text/markdown";
import { needsAttention, type Drifted, type StackDrift } from "./classify-drift";

/** An issue takes 65,536 characters, and nobody reads so many lines. */
const MOST_ROWS = 100;

type Row = readonly string[];

function code(text: string): string {
  return cell(inCode(text));
}

function table(head: Row, rows: readonly Row[]): string[] {
  const line = (cells: Row) => `| ${cells.join(" | ")} |`;
  const more = rows.length - MOST_ROWS;
  return [
    line(head),
    line(head.map(() => "---")),
    ...rows.slice(0, MOST_ROWS).map(line),
    ...(more > 0 ? ["", `And ${more} more: \`npm run drift\` shows them.`] : []),
    "",
  ];
}

function section(title: string, meaning: string, lines: readonly string[], count: number): string[] {
  return count === 0 ? [] : [`### ${title}`, "", meaning, "", ...lines];
}

/** Names only: values may be secret, and an issue is read by many. */
function namesOf(attributes: readonly string[]): string {
  return attributes.map(code).join(", ");
}

function undoneRow(stack: string, { address, was, attributes }: Drifted): Row {
  const what = was === "deleted" ? ["**deleted**", "make it again"] : [`changed: ${namesOf(attributes)}`, "put it back"];
  return [code(stack), code(address), ...what];
}

function pendingRow(stack: string, { address, action, attributes }: Change): Row {
  return [code(stack), code(address), action === "update" ? `update: ${namesOf(attributes)}` : `**${action}**`];
}

function rowsOf<T>(drifts: readonly StackDrift[], of: (drift: StackDrift) => readonly T[], row: (stack: string, one: T) => Row): Row[] {
  return drifts.flatMap((drift) => of(drift).map((one) => row(drift.stack, one)));
}

function firstLines(text: string): string {
  return text.split("\n").slice(0, 12).join("\n").replaceAll("```", "'''");
}

/** What was found, as Markdown for an issue. */
export function driftText(drifts: readonly StackDrift[], environment: string, commit: string): string {
  const found = drifts.filter(needsAttention);
  const undone = rowsOf(drifts, ({ reverted: all }) => all, undoneRow);
  const pending = rowsOf(drifts, ({ pending: all }) => all, pendingRow);
  const left = rowsOf(
    drifts,
    ({ ignored: all }) => all,
    (stack, { address, attributes, was }) => [code(stack), code(address), was === "deleted" ? "deleted" : namesOf(attributes)],
  );
  const unknown = drifts.flatMap(({ stack, unknown: why }) =>
    why === undefined ? [] : [`- ${code(stack)}`, "```text", firstLines(why), "```"],
  );
  const head =
    found.length === 0
      ? `${environment} is what was deployed`
      : `${environment} differs from what was deployed: ${found.length} of ${drifts.length} stacks`;
  return [
    `## ${head}`,
    "",
    `${count(drifts.length, "stack")} compared with commit \`${commit.slice(0, 12)}\`.`,
    "",
    ...section("Changed by hand", UNDONE, table(["stack", "resource", "what happened", "a deployment would"], undone), undone.length),
    ...section("Would change besides", PENDING, table(["stack", "resource", "a deployment would"], pending), pending.length),
    ...section("Not judged", "Nobody knows whether these have drifted.", [...unknown, ""], unknown.length),
    ...(left.length > 0 ? ["<details>", `<summary>Changed by itself, or by who may: ${left.length}</summary>`, "", LEFT, ""] : []),
    ...(left.length > 0 ? [...table(["stack", "resource", "attributes"], left), "</details>", ""] : []),
  ].join("\n");
}

const UNDONE =
  "The next deployment undoes these. What was meant to stay has to be written into the environment or the code before that. What was not is put back by `npm run plan` and `npm run deploy` at the commit that is deployed.";
const PENDING =
  "Nobody has touched these, and yet they would change: the commit above is not what is deployed, they follow from what was changed by hand, or they change for ever.";
const LEFT =
  "Nothing in the code asks for another value, so a deployment leaves them as they are: the number of tasks that autoscaling has set, for example.";
