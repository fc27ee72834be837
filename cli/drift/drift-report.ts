import type { Change } from "../terraform/plan-changes";
import { cell, code as inCode, count } from "../text/markdown";
import { needsAttention, type Drifted, type StackDrift } from "./classify-drift";

/** Keeps an issue below GitHub's limit of 65,536 characters. */
const MAX_ROWS = 100;

type Row = readonly string[];

function code(text: string): string {
  return cell(inCode(text));
}

function table(head: Row, rows: readonly Row[]): string[] {
  const line = (cells: Row) => `| ${cells.join(" | ")} |`;
  const more = rows.length - MAX_ROWS;
  return [
    line(head),
    line(head.map(() => "---")),
    ...rows.slice(0, MAX_ROWS).map(line),
    ...(more > 0 ? ["", `… and ${more} more, see \`terrace drift\`.`] : []),
    "",
  ];
}

function section(title: string, meaning: string, lines: readonly string[], count: number): string[] {
  return count === 0 ? [] : [`### ${title}`, "", meaning, "", ...lines];
}

/** Attribute names without values, because values may contain secrets. */
function namesOf(attributes: readonly string[]): string {
  return attributes.map(code).join(", ");
}

function revertedRow(stack: string, { address, was, attributes }: Drifted): Row {
  const cells = was === "deleted" ? ["**deleted**", "recreate"] : [`changed: ${namesOf(attributes)}`, "revert"];
  return [code(stack), code(address), ...cells];
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

function headline(drifts: readonly StackDrift[]): string {
  const found = drifts.filter(needsAttention);
  if (found.length === 0) return "no drift";
  const unchecked = found.filter(({ unknown }) => unknown !== undefined).length;
  const drift = `drift in ${found.length - unchecked} of ${count(drifts.length, "stack")}`;
  return unchecked > 0 ? `${drift}, ${unchecked} not checked` : drift;
}

/** The drift report, as Markdown for an issue. */
export function driftReport(drifts: readonly StackDrift[], environment: string, commit: string): string {
  const reverted = rowsOf(drifts, ({ reverted: all }) => all, revertedRow);
  const pending = rowsOf(drifts, ({ pending: all }) => all, pendingRow);
  const ignored = rowsOf(
    drifts,
    ({ ignored: all }) => all,
    (stack, { address, attributes, was }) => [code(stack), code(address), was === "deleted" ? "deleted" : namesOf(attributes)],
  );
  const unknown = drifts.flatMap(({ stack, unknown: why }) =>
    why === undefined ? [] : [`- ${code(stack)}`, "```text", firstLines(why), "```"],
  );
  return [
    `## ${environment}: ${headline(drifts)}`,
    "",
    `${count(drifts.length, "stack")} compared with commit \`${commit.slice(0, 12)}\`.`,
    "",
    ...section("Manual changes", REVERTED, table(["stack", "resource", "drift", "next deployment will"], reverted), reverted.length),
    ...section("Other pending changes", PENDING, table(["stack", "resource", "next deployment will"], pending), pending.length),
    ...section("Not checked", "These stacks may have drifted.", [...unknown, ""], unknown.length),
    ...(ignored.length > 0 ? ["<details>", `<summary>Ignored changes: ${ignored.length}</summary>`, "", IGNORED, ""] : []),
    ...(ignored.length > 0 ? [...table(["stack", "resource", "attributes"], ignored), "</details>", ""] : []),
  ].join("\n");
}

const REVERTED =
  "The next deployment reverts these changes. To keep one, add it to the environment file or the code first. To revert them now, run `terrace plan` and `terrace deploy` at the deployed commit.";
const PENDING =
  "The next deployment changes these resources, although they were not changed manually. The compared commit is not the deployed one, a manual change affects them, or the plan never converges.";
const IGNORED =
  "Terraform does not manage these attributes, so deployments do not change them. An example is the task count, which autoscaling sets.";
