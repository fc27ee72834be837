import { count } from "../text/markdown";
import { groupBy } from "./group-by";
import type { Finding, ReviewedFindings } from "./exceptions";

/** The scope of a run. */
export interface PolicySummary {
  readonly stacks: number;
  readonly resources: number;
  readonly checkov: { readonly version: string; readonly passed: number };
}

/** The report of a run: accepted exceptions with their reasons, unused exceptions, and other findings. */
export function policyReport(reviewed: ReviewedFindings, summary: PolicySummary): string {
  return [...acceptedLines(reviewed), ...unusedLines(reviewed), ...failedLines(reviewed), "", summaryLine(reviewed, summary)].join("\n");
}

/** Prints each reason once, with its findings: the actions of a policy statement share a reason. */
function acceptedLines({ accepted }: ReviewedFindings): string[] {
  const groups = groupBy(accepted, ({ finding, reason }) => `${familyOf(finding.check)}\n${reason}`);
  const lines = [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, group]) => {
      const [{ finding, reason }] = group;
      const places = [...new Set(group.map(({ finding: each }) => each.place))];
      return [`  ${familyOf(finding.check)}: ${reason}`, `      ${checksOf(group.map((each) => each.finding))}; ${placesOf(places)}`];
    });
  return [`Accepted exceptions: ${count(groups.size, "reason")} for ${count(accepted.length, "finding")}`, ...lines];
}

function familyOf(check: string): string {
  return check.replace(/ .*/, "");
}

function checksOf(findings: readonly Finding[]): string {
  const checks = [...new Set(findings.map(({ check }) => check))].map((check) => check.replace(/^\S+ /, "")).sort();
  const [{ description } = { description: "" }] = findings;
  return checks.length > 1 ? `${checks.slice(0, 3).join(", ")}${checks.length > 3 ? ` and ${checks.length - 3} more` : ""}` : description;
}

function unusedLines({ unused }: ReviewedFindings): string[] {
  if (unused.length === 0) return [];
  const lines = unused.flatMap(({ check, reason, places }) => [`  ${check}: ${reason}`, `      ${placesOf(places)}`]);
  return ["", `Unused exceptions: ${unused.length}`, ...lines];
}

function failedLines({ failed }: ReviewedFindings): string[] {
  if (failed.length === 0) return [];
  const groups = groupBy(failed, ({ check, description }) => `${check}: ${description}`);
  const lines = [...groups].flatMap(([title, findings]) => {
    const { guideline } = findings[0];
    return [`  ${title}`, ...(guideline ? [`      ${guideline}`] : []), ...findings.map(({ place }) => `      ${place}`).sort()];
  });
  return [
    "",
    `Failed: ${count(failed.length, "finding")}`,
    ...lines,
    "",
    'fix: change the resources; or, if a finding is intended, accept it: acceptFindings(resource, { <check>: "<reason>" })',
  ];
}

function summaryLine({ failed, accepted, unused }: ReviewedFindings, { stacks, resources, checkov }: PolicySummary): string {
  const scope = `Checkov ${checkov.version} and Terrace's rules, ${count(stacks, "stack")} with ${count(resources, "resource")}`;
  return `${scope}: ${checkov.passed} passed, ${failed.length} failed, ${count(accepted.length, "accepted exception")}, ${count(unused.length, "unused exception")}.`;
}

/** The first place and the number of others, because one construct is in many stacks. */
function placesOf(places: readonly string[]): string {
  const [first = "nowhere"] = [...places].sort();
  return places.length > 1 ? `${first} and ${places.length - 1} more` : first;
}
