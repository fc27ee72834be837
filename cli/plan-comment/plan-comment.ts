import { byImpact, countsOf, formatCounts, VERBS } from "../terraform/change-counts";
import type { Action, Change } from "../terraform/plan-changes";
import { ALLOW_FORMS, allowLine, type Allowance } from "../guard/allowances";
import type { PlanReview, Loss, Warning } from "../guard/guard";
import type { OrphanedStack } from "../plan/orphaned-stacks";
import type { StackPlan } from "../plan/stack-plan";
import { manualStepLine, manualSteps } from "./manual-steps";
import { fit, type Part } from "../text/truncate";
import { cell, code, count, fenceFor, plain } from "../text/markdown";

/** The content of a plan comment. */
export interface PlanReport {
  readonly environment: string;
  readonly commit: string;
  readonly plans: readonly StackPlan[];
  /** Not planned, because neither they nor their upstream outputs change. */
  readonly same: readonly StackPlan[];
  readonly review: PlanReview;
  readonly orphaned: readonly OrphanedStack[];
}

/** GitHub rejects longer comments: "Body is too long (maximum is 65536 characters)". */
export const COMMENT_LIMIT = 65_536;

/** Invisible marker of an environment's comment, by which later runs find and update it. Each environment has its own comment. */
export function planMarker(environment: string): string {
  return `<!-- terrace-plan ${environment} -->`;
}

const MORE_IN_LOG = "see the log of this run";

/** The comment for a pull request, in Markdown. It contains attribute names but no values, because values may contain secrets. */
export function planComment(report: PlanReport, limit = COMMENT_LIMIT): string {
  const parts = [
    title(report),
    blocked(report),
    manual(report),
    allowed(report),
    warned(report),
    removed(report),
    unmatched(report),
    table(report),
    moved(report),
    orphanedStacks(report),
    deferred(report),
    ending(report),
  ];
  const details = report.plans.filter(({ changes }) => changes.length > 0).map(detailsOf);
  return fit(
    [...parts.slice(0, -1), ...details, ...parts.slice(-1)].flat(),
    limit,
    (left) => `_The changes of ${count(left, "stack")} are omitted: ${MORE_IN_LOG}._`,
  );
}

function part(head: readonly string[], lines: readonly string[], foot: readonly string[] = [""]): Part[] {
  if (lines.length === 0) return [];
  return [{ head, lines, foot, rest: (left) => `- … and ${left} more: ${MORE_IN_LOG}.` }];
}

function title({ environment, plans, same, review }: PlanReport): Part[] {
  const changing = plans.filter(({ changes }) => changes.length > 0);
  const all = formatCounts(countsOf(plans.flatMap(({ changes }) => changes)));
  const stacks = changing.length > 0 ? ` in ${changing.length} of ${count(plans.length + same.length, "stack")}` : "";
  const result = review.refusals.length > 0 ? [`**Blocked: ${count(review.refusals.length, "reason")}.**`, ""] : [];
  const head = [planMarker(environment), `## Plan for ${environment}: ${all}${stacks}`, "", ...result, ...impactLines(review)];
  return [{ head, lines: [], foot: [], rest: String }];
}

/** Omitted if only new resources or monitoring change. */
function impactLines({ impacts, limitPercent }: PlanReview): string[] {
  const changing = impacts.filter((impact) => impact.changing > 0).map(({ region, percent }) => `${region} ${percent}%`);
  return changing.length > 0
    ? [
        `Share of resources that change, by region (monitoring excluded): ${changing.join(", ")}. Limit per deployment: ${limitPercent}%.`,
        "",
      ]
    : [];
}

function lossLine({ stack, change, kind, noun, consequence, attributes = [] }: Loss): string {
  return `- **${stack} would ${kind} the ${noun} ${code(change.address)}${listOf(attributes)}.** **${consequence}**`;
}

function warningLine({ stack, change, noun, attributes, consequence }: Warning): string {
  const resource = `the ${noun} ${code(change.address)}`;
  const effect = change.action === "forget" ? `remove ${resource} from state` : `reduce the protection of ${resource}${listOf(attributes)}`;
  return `- **${stack} would ${effect}.** **${consequence}**`;
}

function listOf(attributes: readonly string[]): string {
  return attributes.length > 0 ? `: ${attributes.join(", ")}` : "";
}

function blocked({ review: { refusals, losses } }: PlanReport): Part[] {
  const notAllowed = losses.filter((loss) => !loss.allowed);
  const lines = refusals.map(({ reason, toAllow }) => {
    const loss = notAllowed.find((one) => isOf(one, toAllow));
    return `${loss ? lossLine(loss) : `- **${plain(reason)}**`}\n  To allow it: ${code(allowLine(toAllow))}`;
  });
  return part(["### Blocked", "", "If a change is intended, add its line to the pull request description:", ""], lines);
}

function isOf({ kind, stack, change }: Loss, allowance: Allowance): boolean {
  return "stack" in allowance && kind === allowance.kind && stack === allowance.stack && change.address === allowance.address;
}

/** Not blocked: the change is valid, but the pipeline's roles cannot make it. */
function manual({ plans }: PlanReport): Part[] {
  return part(["### Manual steps", ""], manualSteps(plans).map(manualStepLine));
}

function allowed({ review: { losses } }: PlanReport): Part[] {
  const lines = losses.filter((loss) => loss.allowed).map(lossLine);
  return part(["### Approved data loss", ""], lines);
}

function warned({ review: { warnings } }: PlanReport): Part[] {
  const head = ["### Reduced protection", "", "No data is lost and nothing is blocked, but a later mistake could now delete data:", ""];
  return part(head, warnings.map(warningLine));
}

function removed({ review: { removals } }: PlanReport): Part[] {
  const head = ["### Removed from service", "", "Nothing replaces these resources. Requests and calls that still use them fail:", ""];
  return part(
    head,
    removals.map(({ stack, change, noun }) => `- ${stack}: the ${noun} ${code(change.address)}`),
  );
}

function unmatched({ review: { unmatched: allowances, invalid } }: PlanReport): Part[] {
  const lines = [
    ...invalid.map((line) => `- ${code(line)} is not a valid allowance. Valid forms: ${ALLOW_FORMS.map(code).join(", ")}.`),
    ...allowances.map((allowance) => `- ${code(allowLine(allowance))} matches no change in this plan.`),
  ];
  return part(["### Unmatched allowances", ""], lines);
}

function table({ plans, same }: PlanReport): Part[] {
  const rows = plans.filter(({ changes, outputsChange, deferred }) => changes.length > 0 || outputsChange || deferred).map(row);
  const still = [...plans.filter(({ changes, outputsChange, deferred }) => changes.length === 0 && !outputsChange && !deferred), ...same];
  const names = still.map(({ stack }) => stack).sort();
  const foot = names.length > 0 ? ["", `No changes in ${count(names.length, "stack")}: ${names.join(", ")}.`, ""] : [""];
  const head = ["| stack | create | change | replace | destroy | |", "| :-- | --: | --: | --: | --: | :-- |"];
  if (rows.length === 0) return [{ head: foot.slice(1), lines: [], foot: [], rest: String }];
  return [{ head, lines: rows, foot, rest: (left) => `| … and ${left} more: ${MORE_IN_LOG} | | | | | |` }];
}

function row({ stack, changes, outputsChange, deferred, existing }: StackPlan): string {
  const counts = countsOf(changes);
  const notes = [
    ...(existing && Object.keys(existing).length === 0 && counts.create > 0 ? ["new stack"] : []),
    ...(counts.forget > 0 ? [`${counts.forget} removed from state`] : []),
    ...(changes.length === 0 && outputsChange && !deferred ? ["outputs only"] : []),
    ...(deferred ? ["replanned at apply"] : []),
  ];
  const numbers = [counts.create, counts.update, counts.replace, counts.delete].map((number) => (number === 0 ? "" : String(number)));
  return `| ${[cell(stack), ...numbers, notes.join(", ")].join(" | ")} |`;
}

function moved({ plans }: PlanReport): Part[] {
  const lines = plans.flatMap(({ stack, places: all = [] }) => all.map((line) => `- ${stack}: ${plain(line)}`));
  return part(["### Moved in state", "", "The resources themselves do not change:", ""], lines);
}

function orphanedStacks({ orphaned }: PlanReport): Part[] {
  const lines = orphaned.map(({ stack, resources }) => `- ${stack}: ${count(resources, "resource")}`);
  return part(
    [
      "### Orphaned stacks",
      "",
      "These stacks are no longer in the code, so deployments do not change or delete them. Their resources keep running and incurring costs:",
      "",
    ],
    lines,
  );
}

function deferred({ plans }: PlanReport): Part[] {
  const lines = plans.flatMap(({ stack, deferred: why }) => (why ? [`- ${stack}: ${why.because.map(plain).join("; ")}.`] : []));
  const head = [
    "<details><summary>Planned against the expected outputs of upstream stacks and replanned at apply time</summary>",
    "",
    "Unknown values count as changes, so the final plan may be smaller. If it contains other changes, the deployment stops for review.",
    "",
  ];
  return part(head, lines, ["", "</details>", ""]);
}

const SIGNS: Readonly<Record<Action, string>> = { create: "+", update: "!", replace: "-", delete: "-", forget: "#" };
function formatChange({ action, address, attributes }: Change): string {
  const changed = action === "update" ? listOf(attributes) : "";
  return `${SIGNS[action]} ${VERBS[action].padEnd(7)} ${address}${changed}`;
}

function detailsOf({ stack, changes }: StackPlan): Part {
  const lines = byImpact(changes).map(formatChange);
  const fence = fenceFor(lines);
  const head = [`<details><summary>${stack}: ${formatCounts(countsOf(changes))}</summary>`, "", `${fence}diff`];
  return { head, lines, foot: [fence, "", "</details>", ""], rest: (left) => `# … and ${left} more: ${MORE_IN_LOG}`, optional: true };
}

function ending({ commit }: PlanReport): Part[] {
  return [
    {
      head: [`Planned from ${code(commit)}. Attribute values are omitted, because they may contain secrets.`],
      lines: [],
      foot: [],
      rest: String,
    },
  ];
}

/** Replaces the comment of an older plan if planning fails. Terraform's errors may contain secrets, so they are only in the log. */
export function failedPlanComment(environment: string, commit: string): string {
  return [planMarker(environment), `## Plan for ${environment}: failed`, "", `See the log of this run. Planned from ${code(commit)}.`].join(
    "\n",
  );
}
