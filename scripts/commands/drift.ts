import * as fs from "node:fs";
import * as path from "node:path";
import { headOf } from "../delivery/deploy/head";
import { isWorthTelling } from "../delivery/drift/drift-of";
import { driftText } from "../delivery/drift/drift-text";
import { lookForDrift } from "../delivery/drift/look";
import { emptyPlanFolder } from "../delivery/plan/plan-folder";
import { terraformOf } from "../delivery/plan/terraform";
import { synthesize } from "../deploy/synthesize";
import { openWorkplace } from "../deploy/workplace";
import { loadPlatform } from "../environment";
import { parseCommand } from "../options";
import { runCommand } from "../problem";

/**
 * npm run drift -- --environment prod: what differs from what was deployed, as Markdown in .terrace/drift/prod.md. Exit code 2 where anything
 * does. It reads, and changes nothing: the plan role is enough.
 */
const FOUND = 2;

runCommand(async () => {
  const given = parseCommand("drift", process.argv.slice(2));
  const { name } = loadPlatform(given.text("environment"));
  const workplace = await openWorkplace(process.cwd(), name);
  const stacks = await synthesize(workplace);
  const plans = path.join(path.dirname(path.join(workplace.paths.root, workplace.paths.output)), "plans");
  emptyPlanFolder(plans);
  const drifts = await lookForDrift(stacks, { terraform: terraformOf(workplace), plans, say: (line) => console.log(line) });
  const text = driftText(drifts, name, await headOf(process.cwd()));
  const report = given.text("report") || path.join(".terrace", "drift", `${name}.md`);
  fs.mkdirSync(path.dirname(report), { recursive: true });
  fs.writeFileSync(report, text);
  console.log(`\n${text}`);
  return drifts.some(isWorthTelling) ? FOUND : 0;
});
