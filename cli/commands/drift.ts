import * as fs from "node:fs";
import * as path from "node:path";
import { needsAttention } from "../drift/classify-drift";
import { driftReport } from "../drift/drift-report";
import { detectDrift } from "../drift/detect-drift";
import { emptyPlanFolder } from "../plan/plan-folder";
import { terraformOf } from "../terraform/terraform";
import { synthesize } from "../synthesis/synthesize";
import { openTerraformContext } from "../terraform/terraform-context";
import { loadPlatform } from "../environment";
import { headOf } from "../git";
import { parseCommand } from "../options";
import { Problem, runCommand } from "../problem";

/**
 * npm run drift -- --environment prod: reports differences from the deployment, as Markdown in .terrace/drift/prod.md. Exit code 2 if there
 * are any. It is read-only: the plan role is sufficient.
 */
const FOUND = 2;

const say = (line: string) => console.log(line);

async function compare(environment: string): Promise<{ readonly text: string; readonly code: number }> {
  const context = await openTerraformContext(process.cwd(), environment);
  const stacks = await synthesize(context);
  const plans = path.join(path.dirname(path.join(context.paths.root, context.paths.output)), "plans");
  emptyPlanFolder(plans);
  const drifts = await detectDrift(stacks, { terraform: terraformOf(context), plans, say });
  return { text: driftReport(drifts, environment, await headOf(process.cwd())), code: drifts.some(needsAttention) ? FOUND : 0 };
}

/** Reports a failed check in the same file: a missing report would go unnoticed. */
function notCompared(environment: string, error: unknown): { readonly text: string; readonly code: number } {
  if (!(error instanceof Problem)) throw error;
  const lines = [`## ${environment}: drift check failed`, "", "```text", error.message, "```", ""];
  return { text: lines.join("\n"), code: 1 };
}

runCommand(async () => {
  const args = parseCommand("drift", process.argv.slice(2));
  const { name } = loadPlatform(args.option("environment"));
  const { text, code } = await compare(name).catch((error: unknown) => notCompared(name, error));
  const report = args.option("report") || path.join(".terrace", "drift", `${name}.md`);
  fs.mkdirSync(path.dirname(report), { recursive: true });
  fs.writeFileSync(report, text);
  say(`\n${text}`);
  return code;
});
