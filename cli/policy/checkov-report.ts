import * as path from "node:path";
import { Problem } from "../problem";
import { CANARY, CANARY_STACK } from "./checkov-input";
import { type Documents, placeOf, resourcesOf } from "./resources";
import type { Finding } from "./exceptions";

/** What of Checkov's report is read. */
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
  /** `aws_s3_bucket.<name>`, or `resource.<name>`: its checks by arguments forget the type. */
  readonly resource: string;
  readonly guideline?: string | null;
}

export interface Checked {
  readonly findings: readonly Finding[];
  readonly passed: number;
  readonly version: string;
}

/**
 * What Checkov found in the stacks, without the mistakes that were put there for it to find.
 *
 * @throws Problem if it could not read something, or missed one of those.
 */
export function readReport(report: CheckovReport, documents: Documents): Checked {
  const { results, summary } = report;
  if (summary.parsing_errors > 0)
    throw new Problem(
      `Checkov could not read ${summary.parsing_errors} stacks: ${(results.parsing_errors ?? []).join(", ") || "it does not say which"}.`,
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
      what: record.check_name,
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
    `Checkov missed mistakes that were put before it (${missed.map(([check, name]) => `${check} at ${name}`).join(", ")}), so what it says of the ` +
      "stacks means nothing. Has its version changed? cli/policy/checkov-input.ts says how it is fed.",
  );
}

/** A policy and its statements as a data source are one place. */
function onceEach(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [[finding.check, finding.stack, finding.name].join(" "), finding])).values()];
}
