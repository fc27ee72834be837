import type { Finding } from "./lint";

/** One line per finding, as `path:line: rule: excerpt → use …`. */
export function formatFindings(findings: readonly Finding[]): string {
  return findings.map(({ path, line, rule, excerpt, use }) => `${path}:${line}: ${rule}: ${excerpt} → use ${use}`).join("\n");
}

/** Counts by rule and by folder, largest first. */
export function formatSummary(findings: readonly Finding[]): string {
  const folder = ({ path }: Finding) =>
    path
      .split("/")
      .slice(0, /^(?:cli|constructs|test|docs|tools)\//.test(path) ? -1 : 1)
      .slice(0, 2)
      .join("/");
  return [
    `${findings.length} findings`,
    "",
    "By rule:",
    ...counts(findings, ({ rule }) => rule),
    "",
    "By folder:",
    ...counts(findings, folder),
  ].join("\n");
}

function counts(findings: readonly Finding[], keyOf: (finding: Finding) => string): readonly string[] {
  const counted = new Map<string, number>();
  for (const finding of findings) counted.set(keyOf(finding), (counted.get(keyOf(finding)) ?? 0) + 1);
  return [...counted].sort(([, one], [, other]) => other - one).map(([key, count]) => `${String(count).padStart(6)}  ${key}`);
}
