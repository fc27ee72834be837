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
 * npm run drift -- --environment prod: what differs from what was deployed, as Markdown in .terrace/drift/prod.md. Exit code 2 where anything
 * does. It reads, and changes nothing: the plan role is enough.
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

/** What keeps it from looking at all is told in the same place: nobody looks for what is not there. */
function notCompared(environment: string, error: unknown): { readonly text: string; readonly code: number } {
  if (!(error instanceof Problem)) throw error;
  const lines = [`## ${environment} could not be compared with what was deployed`, "", "```text", error.message, "```", ""];
  return { text: lines.join("\n"), code: 1 };
}

runCommand(async () => {
  const given = parseCommand("drift", process.argv.slice(2));
  const { name } = loadPlatform(given.option("environment"));
  const { text, code } = await compare(name).catch((error: unknown) => notCompared(name, error));
  const report = given.option("report") || path.join(".terrace", "drift", `${name}.md`);
  fs.mkdirSync(path.dirname(report), { recursive: true });
  fs.writeFileSync(report, text);
  say(`\n${text}`);
  return code;
});
