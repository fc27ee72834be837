import type { Action, Change } from "../terraform/plan-changes";
import { ALLOW_FORMS, allowLine, type Allowance } from "../guard/allowances";
import type { PlanReview, Loss, Warning } from "../guard/guard";
import type { OrphanedStack } from "../plan/orphaned-stacks";
import type { StackPlan } from "../plan/stack-plan";
import { byHand, byHandLine } from "./manual-steps";
import { countsInWords, countsOf } from "./counts";
import { fit, type Part } from "../text/truncate";
import { cell, code, count, fenceFor, plain } from "../text/markdown";

/** All that a comment tells of. */
export interface PlanReport {
  readonly environment: string;
  readonly commit: string;
  readonly plans: readonly StackPlan[];
  /** Not planned: neither they nor what they read is changed. */
  readonly same: readonly StackPlan[];
  readonly judgement: PlanReview;
  readonly left: readonly OrphanedStack[];
}

/** GitHub refuses a longer comment: "Body is too long (maximum is 65536 characters)". */
export const COMMENT_LIMIT = 65_536;

/** Identifies the comment of an environment, which is kept up to date. It is not visible. Each environment has its own: one plan may wait for an approval. */
export function planMarker(environment: string): string {
  return `<!-- terrace-plan ${environment} -->`;
}

const MORE_IN_LOG = "the log of this run has them all";

/** The comment of a pull request, in Markdown. Names of attributes are in it, and no values: those may be secret. */
export function planComment(report: PlanReport, limit = COMMENT_LIMIT): string {
  const parts = [
    title(report),
    refused(report),
    first(report),
    allowed(report),
    warned(report),
    notUnderstood(report),
    table(report),
    places(report),
    orphanedStacks(report),
    deferred(report),
    ending(report),
  ];
  const details = report.plans.filter(({ changes }) => changes.length > 0).map(detailsOf);
  return fit(
    [...parts.slice(0, -1), ...details, ...parts.slice(-1)].flat(),
    limit,
    (left) => `_The changes of ${count(left, "stack")} are left out here: ${MORE_IN_LOG}._`,
  );
}

function part(head: readonly string[], lines: readonly string[], foot: readonly string[] = [""]): Part[] {
  if (lines.length === 0) return [];
  return [{ head, lines, foot, rest: (left) => `- … and ${left} more: ${MORE_IN_LOG}.` }];
}

function title({ environment, plans, same, judgement }: PlanReport): Part[] {
  const changing = plans.filter(({ changes }) => changes.length > 0);
  const all = countsInWords(countsOf(plans.flatMap(({ changes }) => changes)));
  const stacks = changing.length > 0 ? ` in ${changing.length} of ${count(plans.length + same.length, "stack")}` : "";
  const verdict = judgement.refusals.length > 0 ? [`**This plan is refused, for ${count(judgement.refusals.length, "reason")}.**`, ""] : [];
  const head = [planMarker(environment), `## Plan of ${environment}: ${all}${stacks}`, "", ...verdict, ...shares(judgement)];
  return [{ head, lines: [], foot: [], rest: String }];
}

/** New things and alarms are no part of it, so that a line of nothing but these says nothing. */
function shares({ impacts: all, limitPercent }: PlanReview): string[] {
  const changing = all.filter((share) => share.changing > 0).map(({ region, percent }) => `${region} ${percent}%`);
  return changing.length > 0
    ? [`Of what serves a region would change: ${changing.join(", ")}. At most ${limitPercent}% may at once.`, ""]
    : [];
}

function lossLine({ stack, change, kind, what, losing, attributes = [] }: Loss): string {
  return `- **${stack} would ${kind} the ${what} ${code(change.address)}${which(attributes)}.** **${losing}**`;
}

function warningLine({ stack, change, what, attributes, means }: Warning): string {
  const verb = change.action === "forget" ? "forget" : "protect less";
  return `- **${stack} would ${verb} the ${what} ${code(change.address)}${which(attributes)}.** **${means}**`;
}

function which(attributes: readonly string[]): string {
  return attributes.length > 0 ? `: ${attributes.join(", ")}` : "";
}

function refused({ judgement: { refusals, losses } }: PlanReport): Part[] {
  const lost = losses.filter((loss) => !loss.allowed);
  const lines = refusals.map(({ reason, toAllow }) => {
    const loss = lost.find((one) => isOf(one, toAllow));
    return `${loss ? lossLine(loss) : `- **${plain(reason)}**`}\n  To allow it: ${code(allowLine(toAllow))}`;
  });
  return part(["### Refused", "", "Where this is meant, the text of the pull request says so, in a line of its own for each:", ""], lines);
}

function isOf({ kind, stack, change }: Loss, allowance: Allowance): boolean {
  return "stack" in allowance && kind === allowance.kind && stack === allowance.stack && change.address === allowance.address;
}

/** Not refused: it is in order, and no role of the pipeline can do it. */
function first({ plans }: PlanReport): Part[] {
  return part(["### By hand", ""], byHand(plans).map(byHandLine));
}

function allowed({ judgement: { losses } }: PlanReport): Part[] {
  const lines = losses.filter((loss) => loss.allowed).map(lossLine);
  return part(["### Lost, as the pull request says", ""], lines);
}

function warned({ judgement: { warnings } }: PlanReport): Part[] {
  const head = ["### Less protected", "", "Nothing is lost by this, and nothing refused; a mistake that comes later may lose it:", ""];
  return part(head, warnings.map(warningLine));
}

function notUnderstood({ judgement: { unmatched, invalid } }: PlanReport): Part[] {
  const lines = [
    ...invalid.map((line) => `- ${code(line)} says nothing that is known here. Known: ${ALLOW_FORMS.map(code).join(", ")}.`),
    ...unmatched.map((allowance) => `- ${code(allowLine(allowance))} allows nothing of this plan.`),
  ];
  return part(["### Said in vain", ""], lines);
}

function table({ plans, same }: PlanReport): Part[] {
  const rows = plans.filter(({ changes, outputsChange, deferred }) => changes.length > 0 || outputsChange || deferred).map(row);
  const still = [...plans.filter(({ changes, outputsChange, deferred }) => changes.length === 0 && !outputsChange && !deferred), ...same];
  const names = still.map(({ stack }) => stack).sort();
  const foot = names.length > 0 ? ["", `No change in ${count(names.length, "stack")}: ${names.join(", ")}.`, ""] : [""];
  const head = ["| stack | created | changed | replaced | destroyed | |", "| :-- | --: | --: | --: | --: | :-- |"];
  if (rows.length === 0) return [{ head: foot.slice(1), lines: [], foot: [], rest: String }];
  return [{ head, lines: rows, foot, rest: (left) => `| … and ${left} more: ${MORE_IN_LOG} | | | | | |` }];
}

function row({ stack, changes, outputsChange, deferred, existing }: StackPlan): string {
  const counts = countsOf(changes);
  const notes = [
    ...(existing && Object.keys(existing).length === 0 && counts.create > 0 ? ["new"] : []),
    ...(counts.forget > 0 ? [`${counts.forget} left to itself`] : []),
    ...(changes.length === 0 && outputsChange && !deferred ? ["only what others read of it"] : []),
    ...(deferred ? ["planned again in its turn"] : []),
  ];
  const numbers = [counts.create, counts.update, counts.replace, counts.delete].map((number) => (number === 0 ? "" : String(number)));
  return `| ${[cell(stack), ...numbers, notes.join(", ")].join(" | ")} |`;
}

function places({ plans }: PlanReport): Part[] {
  const lines = plans.flatMap(({ stack, places: all = [] }) => all.map((line) => `- ${stack}: ${plain(line)}`));
  return part(["### Moved in the state", "", "Nothing changes about these themselves:", ""], lines);
}

function orphanedStacks({ left }: PlanReport): Part[] {
  const lines = left.map(({ stack, resources }) => `- ${stack}: ${count(resources, "resource")}`);
  return part(["### No longer in the code", "", "Nothing is done to what these stacks have: it stays as it is, and costs.", ""], lines);
}

function deferred({ plans }: PlanReport): Part[] {
  const lines = plans.flatMap(({ stack, deferred: why }) => (why ? [`- ${stack}: ${why.because.map(plain).join("; ")}.`] : []));
  const head = [
    "<details><summary>Planned as if the stacks before them had been applied, and once more when their turn comes</summary>",
    "",
    "What nobody knows yet counts as different, so less may change. If more would, the deployment stops and asks for a review.",
    "",
  ];
  return part(head, lines, ["", "</details>", ""]);
}

const SIGNS: Readonly<Record<Action, string>> = { create: "+", update: "!", replace: "-", delete: "-", forget: "#" };
const VERBS: Readonly<Record<Action, string>> = {
  create: "create",
  update: "change",
  replace: "replace",
  delete: "destroy",
  forget: "leave to itself",
};

function changeInWords({ action, address, attributes }: Change): string {
  const which = action === "update" && attributes.length > 0 ? `: ${attributes.join(", ")}` : "";
  return `${SIGNS[action]} ${VERBS[action].padEnd(7)} ${address}${which}`;
}

/** What takes something away comes first: it is seen where the rest is cut. */
const ORDER: readonly Action[] = ["delete", "replace", "forget", "update", "create"];

function detailsOf({ stack, changes }: StackPlan): Part {
  const sorted = [...changes].sort((one, other) => ORDER.indexOf(one.action) - ORDER.indexOf(other.action));
  const lines = sorted.map(changeInWords);
  const fence = fenceFor(lines);
  const head = [`<details><summary>${stack}: ${countsInWords(countsOf(changes))}</summary>`, "", `${fence}diff`];
  return { head, lines, foot: [fence, "", "</details>", ""], rest: (left) => `# … and ${left} more: ${MORE_IN_LOG}`, optional: true };
}

function ending({ commit }: PlanReport): Part[] {
  return [{ head: [`Planned from ${code(commit)}. Values are not shown: they may be secret.`], lines: [], foot: [], rest: String }];
}

/** In place of a plan that could not be made, so that nobody takes an older one for it. Terraform's words may hold what is secret: they stay in the log. */
export function failedPlanComment(environment: string, commit: string): string {
  return [
    planMarker(environment),
    `## Plan of ${environment}: it failed`,
    "",
    `The log of this run says why. Planned from ${code(commit)}.`,
  ].join("\n");
}
