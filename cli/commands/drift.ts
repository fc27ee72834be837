import * as fs from "node:fs";
import * as path from "node:path";
import { needsAttention, type StackDrift } from "../drift/classify-drift";
import { driftReport } from "../drift/drift-report";
import { detectDrift } from "../drift/detect-drift";
import { emptyPlanFolder } from "../plan/plan-folder";
import { terraformOf } from "../terraform/terraform";
import { synthesize } from "../synthesis/synthesize";
import { openTerraformContext } from "../terraform/terraform-context";
import { loadPlatform } from "../environment";
import { headOf } from "../git";
import { Problem, problemText } from "../problem";
import { type Call, DONE, FAILED } from "../verb";

/** terrace drift prod: reports differences from the deployment, as Markdown in .terrace/drift/prod.md. It is read-only: the plan role is sufficient. */
interface Comparison {
  readonly text: string;
  readonly drifts: readonly StackDrift[];
  /** True if the check itself failed. */
  readonly failed: boolean;
}

/** As Terraform's `plan -detailed-exitcode`. */
const FOUND = 2;

async function compare({ root, say }: Call, environment: string): Promise<Comparison> {
  const context = await openTerraformContext(root, environment);
  const stacks = await synthesize(context);
  const plans = path.join(path.dirname(path.join(context.paths.root, context.paths.output)), "plans");
  emptyPlanFolder(plans);
  const drifts = await detectDrift(stacks, { terraform: terraformOf(context), plans, say });
  return { text: driftReport(drifts, environment, await headOf(root)), drifts, failed: false };
}

/** Reports a failed check in the same file: a missing report would go unnoticed. */
function notCompared(environment: string, error: unknown): Comparison {
  if (!(error instanceof Problem)) throw error;
  const lines = [`## ${environment}: drift check failed`, "", "```text", problemText(error), "```", ""];
  return { text: lines.join("\n"), drifts: [], failed: true };
}

export async function drift(call: Call): Promise<number> {
  const { name } = loadPlatform(call.argument("environment"));
  const { text, drifts, failed } = await compare(call, name).catch((error: unknown) => notCompared(name, error));
  const report = call.option("report") || path.join(".terrace", "drift", `${name}.md`);
  fs.mkdirSync(path.dirname(report), { recursive: true });
  fs.writeFileSync(report, text);
  const found = drifts.some(needsAttention);
  call.report({ environment: name, drift: found, failed, stacks: drifts, report }, [`\n${text}`]);
  if (failed) return FAILED;
  if (!found) return DONE;
  return call.flag("detailed-exitcode") ? FOUND : FAILED;
}
