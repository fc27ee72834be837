import { count } from "../text/markdown";
import { groupBy } from "./group-by";
import type { Finding, ReviewedFindings } from "./exceptions";

/** What a run looked at. */
export interface PolicySummary {
  readonly stacks: number;
  readonly resources: number;
  readonly checkov: { readonly version: string; readonly passed: number };
}

/** All that a person has to know of a run: the findings that are meant so with their reasons, then those that are not. */
export function policyText(judged: ReviewedFindings, looked: PolicySummary): string {
  return [...skippedLines(judged), ...idleLines(judged), ...failedLines(judged), "", lastLine(judged, looked)].join("\n");
}

/** A reason is told once, with all that it is for: a statement's is the same for each of its actions. */
function skippedLines({ skipped }: ReviewedFindings): string[] {
  const groups = groupBy(skipped, ({ finding, reason }) => `${familyOf(finding.check)}\n${reason}`);
  const lines = [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, group]) => {
      const [{ finding, reason }] = group;
      const places = [...new Set(group.map(({ finding: each }) => each.place))];
      return [`  ${familyOf(finding.check)}: ${reason}`, `      ${whatLine(group.map((each) => each.finding))}; ${whereLine(places)}`];
    });
  return [`${count(groups.size, "reason")} beside resources, for ${count(skipped.length, "finding")}:`, ...lines];
}

function familyOf(check: string): string {
  return check.replace(/ .*/, "");
}

function whatLine(findings: readonly Finding[]): string {
  const checks = [...new Set(findings.map(({ check }) => check))].map((check) => check.replace(/^\S+ /, "")).sort();
  const [{ what } = { what: "" }] = findings;
  return checks.length > 1 ? `${checks.slice(0, 3).join(", ")}${checks.length > 3 ? ` and ${checks.length - 3} more` : ""}` : what;
}

function idleLines({ unused: idle }: ReviewedFindings): string[] {
  if (idle.length === 0) return [];
  const lines = idle.flatMap(({ check, reason, places }) => [`  ${check}: ${reason}`, `      ${whereLine(places)}`]);
  return ["", `${count(idle.length, "reason")} that nothing is found for here:`, ...lines];
}

function failedLines({ failed }: ReviewedFindings): string[] {
  if (failed.length === 0) return [];
  const groups = groupBy(failed, ({ check, what }) => `${check}: ${what}`);
  const lines = [...groups].flatMap(([title, findings]) => {
    const { guideline } = findings[0];
    return [`  ${title}`, ...(guideline ? [`      ${guideline}`] : []), ...findings.map(({ place }) => `      ${place}`).sort()];
  });
  return [
    "",
    `${count(failed.length, "finding")} without a reason:`,
    ...lines,
    "",
    'Mend what they name; or, where it is meant so, say why beside the resource: acceptFindings(resource, { <check>: "<reason>" }).',
  ];
}

function lastLine({ failed, skipped, unused: idle }: ReviewedFindings, { stacks, resources, checkov }: PolicySummary): string {
  const all = `Checkov ${checkov.version} and our own rules over ${count(stacks, "stack")} with ${count(resources, "resource")}`;
  return `${all}: ${checkov.passed} passed, ${failed.length} failed, ${skipped.length} with a reason, ${count(idle.length, "reason")} idle.`;
}

/** The first place and how many others: one construct is in many stacks. */
function whereLine(places: readonly string[]): string {
  const [first = "nowhere"] = [...places].sort();
  return places.length > 1 ? `${first} and ${places.length - 1} more` : first;
}
