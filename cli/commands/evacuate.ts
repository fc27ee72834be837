import * as fs from "node:fs";
import * as path from "node:path";
import { environments } from "../../environments";
import { confirm, leaveInterruptsToTerraform } from "../confirm";
import { findStack, readDocument } from "../synthesis/synthesized";
import { synthesize } from "../synthesis/synthesize";
import { openTerraformContext } from "../terraform/terraform-context";
import { evacuate, EVACUATED_FILE, formatEvacuated, type Evacuated, type EvacuationRequest } from "../evacuation/evacuated-file";
import { checkSwitches, evacuationLines, checkSwitch, switchesOf } from "../evacuation/switches";
import { parseCommand } from "../options";
import { runCommand } from "../problem";
import { rejectOtherChanges } from "../terraform/plan-changes";
import { StackFolder, type PlannedPart } from "../terraform/targeted-plan";
import { stackName } from "../../stacks/names";

/**
 * npm run evacuate -- --environment prod us-west-2: takes regions out of all public names, and with --restore puts them in again.
 * It asks Route 53 and the state bucket, and nothing of the regions themselves.
 */
const say = (line: string) => console.log(line);

/** The switches as the file has them now, planned and checked; what else would change is refused. */
async function planSwitches(root: string, { environment }: EvacuationRequest, out: readonly string[]): Promise<[PlannedPart, string[]]> {
  const context = await openTerraformContext(root, environment);
  const edge = findStack(await synthesize(context), stackName({ environment, layer: "edge" }));
  const switches = switchesOf(readDocument(edge));
  checkSwitches(switches, environment, out, EVACUATED_FILE);
  const folder = await StackFolder.open(context, edge);
  const planned = await folder.plan({ targets: switches.map(({ address }) => address) });
  try {
    rejectOtherChanges(edge.name, "an evacuation", planned.changes, checkSwitch(switches));
  } catch (error) {
    planned.discard();
    throw error;
  }
  return [planned, evacuationLines(switches, planned.changes)];
}

function afterwards({ environment, regions, restore }: EvacuationRequest): string[] {
  return [
    restore
      ? `${regions.join(", ")}: back in the public names of ${environment}.`
      : `${regions.join(", ")}: out of the public names of ${environment}.`,
    "Users follow within about two minutes: resolvers keep what they know for up to a minute.",
    `Commit ${EVACUATED_FILE}: the next deployment does what it says.`,
  ];
}

runCommand(async () => {
  const given = parseCommand("evacuate", process.argv.slice(2));
  const wish: EvacuationRequest = {
    environment: given.option("environment"),
    regions: given.positionals,
    restore: given.flag("restore") || given.flag("back"),
  };
  const file = path.join(process.cwd(), EVACUATED_FILE);
  const before = fs.readFileSync(file, "utf8");
  const after = evacuate(environments, JSON.parse(before) as Evacuated, wish);
  leaveInterruptsToTerraform();
  let planned: PlannedPart | undefined;
  let decided = false;
  fs.writeFileSync(file, formatEvacuated(after));
  try {
    const [plan, lines] = await planSwitches(process.cwd(), wish, after[wish.environment] ?? []);
    planned = plan;
    lines.forEach(say);
    if (lines.length > 0) await confirm(`Turn ${lines.length} health checks of ${wish.environment}?`, given.flag("yes"));
    decided = true;
    await plan.apply(say);
    if (lines.length > 0) afterwards(wish).forEach(say);
    else say("Nothing to do: Route 53 has it so already.");
    return 0;
  } finally {
    planned?.discard();
    if (!decided) fs.writeFileSync(file, before);
  }
});
