import * as path from "node:path";
import { Problem } from "../problem";
import { CANARY, CANARY_STACK } from "./checkov-input";
import { type Documents, placeOf, resourcesOf } from "../synthesis/resources";
import type { Finding } from "./exceptions";

/** The parts of Checkov's report that are read. */
export interface CheckovReport {
  readonly results: {
    readonly failed_checks: readonly CheckovRecord[];
    readonly parsing_errors?: readonly string[];
  };
  readonly summary: { readonly passed: number; readonly failed: number; readonly parsing_errors: number; readonly checkov_version: string };
}

interface CheckovRecord {
  readonly check_id: string;
  readonly check_name: string;
  /** `/<stack>/cdk.tf.json`. */
  readonly file_path: string;
  /** `aws_s3_bucket.<name>`, or `resource.<name>`: its argument checks omit the type. */
  readonly resource: string;
  readonly guideline?: string | null;
}

export interface Checked {
  readonly findings: readonly Finding[];
  readonly passed: number;
  readonly version: string;
}

/**
 * Checkov's findings, without those of the canary stack.
 *
 * @throws Problem if Checkov could not parse a stack, or missed a violation of the canary stack.
 */
export function readReport(report: CheckovReport, documents: Documents): Checked {
  const { results, summary } = report;
  if (summary.parsing_errors > 0)
    throw new Problem(
      `Checkov could not parse ${summary.parsing_errors} stacks: ${(results.parsing_errors ?? []).join(", ") || "names not reported"}.`,
    );
  const places = new Map(resourcesOf(documents).map((resource) => [`${resource.stack} ${resource.name}`, placeOf(resource)]));
  const all = results.failed_checks.map((record): Finding => {
    const stack = path.posix.basename(path.posix.dirname(record.file_path));
    const name = record.resource.slice(record.resource.lastIndexOf(".") + 1);
    const place = places.get(`${stack} ${name}`) ?? `${stack} ${record.resource}`;
    return {
      check: record.check_id,
      stack,
      name,
      place,
      description: record.check_name,
      ...(record.guideline && { guideline: record.guideline }),
    };
  });
  assertCanary(all);
  const findings = all.filter(({ stack }) => stack !== CANARY_STACK);
  return { findings: onceEach(findings), passed: summary.passed, version: summary.checkov_version };
}

function assertCanary(all: readonly Finding[]): void {
  const found = new Set(all.filter(({ stack }) => stack === CANARY_STACK).map(({ check, name }) => `${check} ${name}`));
  const missed = CANARY.findings.filter(([check, name]) => !found.has(`${check} ${name}`));
  if (missed.length === 0) return;
  throw new Problem(
    `Checkov missed violations of the canary stack (${missed.map(([check, name]) => `${check} at ${name}`).join(", ")}), so its results are not reliable.\n` +
      "  fix: check whether its version has changed, and adapt cli/policy/checkov-input.ts",
  );
}

/** Merges the findings of a policy and of its data source. */
function onceEach(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [[finding.check, finding.stack, finding.name].join(" "), finding])).values()];
}
