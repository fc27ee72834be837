import * as path from "node:path";
import { environmentsOf } from "../../project/project";
import { confirm, leaveInterruptsToTerraform } from "../confirm";
import { findStack, readDocument } from "../synthesis/synthesized";
import { synthesize } from "../synthesis/synthesize";
import { openTerraformContext } from "../terraform/terraform-context";
import { evacuate, EVACUATED_FILE, formatEvacuated, type Evacuated, type EvacuationRequest } from "../evacuation/evacuated-file";
import { checkSwitches, evacuationLines, checkSwitch, switchesOf } from "../evacuation/switches";
import { loadRecord, writeRecord } from "../records";
import { type Call, DONE } from "../verb";
import { loadProject } from "../project";
import { rejectOtherChanges } from "../terraform/plan-changes";
import { StackFolder, type PlannedPart } from "../terraform/targeted-plan";
import { count } from "../text/markdown";
import { stackName } from "../../stacks/names";

/**
 * terrace region evacuate prod us-west-2: removes regions from all public DNS names; `region restore` restores them.
 * It calls only Route 53 and the state bucket, and nothing in the regions themselves.
 */
/** Plans the traffic switches as the file now sets them, and rejects any other change. */
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
      ? `${regions.join(", ")}: restored to the public DNS names of ${environment}.`
      : `${regions.join(", ")}: removed from the public DNS names of ${environment}.`,
    "Traffic moves within about two minutes; resolvers cache records for up to one minute.",
    `Commit ${EVACUATED_FILE}: the next deployment applies it.`,
  ];
}

function requestOf(call: Call, restore: boolean): EvacuationRequest {
  return { environment: call.argument("environment"), regions: call.list("regions"), restore };
}

function evacuatedAfter(root: string, request: EvacuationRequest): Evacuated {
  return evacuate(environmentsOf(loadProject(root)), loadRecord(root, EVACUATED_FILE), request);
}

/** @throws UsageProblem if these regions cannot be evacuated, for example all regions. */
export function checkEvacuation(call: Call): void {
  evacuatedAfter(call.root, requestOf(call, false));
}

export function checkRestore(call: Call): void {
  evacuatedAfter(call.root, requestOf(call, true));
}

export function evacuateRegions(call: Call): Promise<number> {
  return flipSwitches(call, false);
}

export function restoreRegions(call: Call): Promise<number> {
  return flipSwitches(call, true);
}

async function flipSwitches(call: Call, restore: boolean): Promise<number> {
  const { say } = call;
  const request = requestOf(call, restore);
  const file = path.join(call.root, EVACUATED_FILE);
  const after = evacuatedAfter(call.root, request);
  leaveInterruptsToTerraform();
  let planned: PlannedPart | undefined;
  let decided = false;
  const takeBack = writeRecord(file, formatEvacuated(after));
  try {
    const [plan, lines] = await planSwitches(call.root, request, after[request.environment] ?? []);
    planned = plan;
    lines.forEach(say);
    if (lines.length > 0)
      await confirm(`Flip ${count(lines.length, "traffic switch", "traffic switches")} of ${request.environment}?`, call.flag("yes"));
    decided = true;
    await plan.apply(say);
    call.report(
      { ...request, evacuated: after[request.environment] ?? [], switches: lines.length },
      lines.length > 0 ? afterwards(request) : ["No changes: Route 53 already has this setting."],
    );
    return DONE;
  } finally {
    planned?.discard();
    if (!decided) takeBack();
  }
}
