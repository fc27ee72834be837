import { Problem } from "../problem";

/** The result of one check. Only `missing` is a failure: something that every project needs was not found. */
export interface Finding {
  readonly name: string;
  readonly status: "ok" | "missing" | "warning" | "not checked";
  /** The result, or the reason why it was not checked. */
  readonly found: string;
  readonly fix?: string;
}

export type Check = () => Finding | Promise<Finding>;

/** Runs all checks at the same time. A check that fails is a finding like any other. */
export function runChecks(checks: Readonly<Record<string, Check>>): Promise<Finding[]> {
  return Promise.all(
    Object.entries(checks).map(async ([name, check]): Promise<Finding> => {
      try {
        return await check();
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        const status = error instanceof Problem ? "missing" : "not checked";
        return { name, status, found: error.message };
      }
    }),
  );
}

const MARKS: Readonly<Record<Finding["status"], string>> = { ok: "✓", missing: "✗", warning: "!", "not checked": "-" };

/** One line for each finding, and the fix below it. */
export function findingLines(findings: readonly Finding[]): string[] {
  const width = Math.max(0, ...findings.map(({ name }) => name.length));
  const indent = " ".repeat(width + 4);
  const lines = findings.flatMap(({ name, status, found, fix }) => {
    const [first = "", ...rest] = `${status === "not checked" ? "not checked: " : ""}${found}`.split("\n");
    const fixes = fix === undefined ? [] : `fix: ${fix}`.split("\n");
    return [`${MARKS[status]} ${name.padEnd(width)}  ${first}`, ...[...rest, ...fixes].map((line) => `${indent}${line.trimEnd()}`)];
  });
  const missing = findings.filter(({ status }) => status === "missing").length;
  return [
    ...lines,
    "",
    missing === 0 ? "Everything that Terrace needs is there." : `Missing: ${missing} of ${findings.length} checks failed.`,
  ];
}
