import { confirm, leaveInterruptsToTerraform } from "../confirm";
import { checkReplica, rebuildOf, type Rebuild } from "../database/rebuild-replica";
import { databasePartsOf, knownDatabase } from "../database/database-addresses";
import { formerIdentifier, instancesIn, renameFormerPrimary } from "../database/rename-former-primary";
import { findStack, readDocument } from "../synthesis/synthesized";
import { synthesize } from "../synthesis/synthesize";
import { openTerraformContext } from "../terraform/terraform-context";
import { loadPlatform } from "../environment";
import { databaseNamed } from "../values/known";
import { UsageProblem } from "../problem";
import { type Call, DONE } from "../verb";
import { StackFolder } from "../terraform/targeted-plan";
import { changeLine, rejectOtherChanges, withoutValues } from "../terraform/plan-changes";
import { allStacksOf, stackName } from "../../stacks/names";

/**
 * terrace db rebuild-replica prod main --region us-east-1: after a promotion, recreates the region's instance as a
 * cross-region replica of the new primary. A former primary is renamed, removed from state, and kept.
 */
/** The role in state is "copy of <region>". */
function describeRole(role: string): string {
  return role.replace(/^copy of /, "cross-region replica of ");
}

function rebuildLines(rebuild: Rebuild, region: string, primaryRegion: string): string[] {
  switch (rebuild.kind) {
    case "replace":
      return [`${region} has a ${describeRole(rebuild.was)}. It is destroyed and recreated as a cross-region replica of ${primaryRegion}.`];
    case "rename-former":
      return [
        `${region} has the former primary ${rebuild.identifier}. It is renamed to ${formerIdentifier(rebuild.identifier)} and removed from state.`,
        `Its replicas in ${region} are destroyed. A cross-region replica of ${primaryRegion} is created.`,
      ];
    case "create":
      return [`${region} has no instance. A cross-region replica of ${primaryRegion} is created.`];
  }
}

async function makeRoom({ say }: Call, folder: StackFolder, rebuild: Rebuild, region: string): Promise<void> {
  if (rebuild.kind !== "rename-former") return;
  const former = await renameFormerPrimary(rebuild.identifier, instancesIn(region));
  say(
    former === undefined
      ? `${rebuild.identifier} no longer exists: there is nothing to rename.`
      : `${rebuild.identifier} was renamed to ${former}.`,
  );
  await folder.forget(rebuild.removeFromState);
}

function nextLines(environment: string, region: string, rebuild: Rebuild): string[] {
  return [
    "",
    "Next:",
    `  npx cdktf deploy '${allStacksOf(environment)}'   # once every replica follows the primary: updates the services`,
    ...(rebuild.kind === "rename-former"
      ? [`  inspect ${formerIdentifier(rebuild.identifier)} in ${region}, then delete it: docs/runbooks/promote-a-database.md`]
      : []),
  ];
}

/** @throws UsageProblem if the region has no replica of the database. */
export function checkReplicaRegion(call: Call): void {
  const [environment, name, region] = [call.argument("environment"), call.argument("database"), call.option("region")];
  const { primaryRegion, regions } = databaseNamed(loadPlatform(environment), name);
  if (region === primaryRegion)
    throw new UsageProblem(`${region} is the primary region of database ${name} of ${environment}: it has no replica to rebuild.`);
  if (!regions.includes(region))
    throw new UsageProblem(`Database ${name} of ${environment} has no replica in ${region}. Its regions: ${regions.join(", ")}.`);
}

export async function rebuildReplica(call: Call): Promise<number> {
  const { say } = call;
  const [environment, name, region] = [call.argument("environment"), call.argument("database"), call.option("region")];
  const { primaryRegion } = databaseNamed(loadPlatform(environment), name);
  leaveInterruptsToTerraform();
  const context = await openTerraformContext(call.root, environment);
  const stack = findStack(await synthesize(context), stackName({ environment, region, layer: "database", database: name }));
  const parts = databasePartsOf(stack.name, readDocument(stack));
  const folder = await StackFolder.open(context, stack);
  const rebuild = rebuildOf(knownDatabase(await folder.pullState(), parts), parts, primaryRegion);
  rebuildLines(rebuild, region, primaryRegion).forEach(say);
  if (rebuild.kind === "rename-former") await confirm(`Rename ${rebuild.identifier} and remove it from state?`, call.flag("yes"));
  await makeRoom(call, folder, rebuild, region);
  const planned = await folder.plan({ replace: rebuild.addresses });
  try {
    rejectOtherChanges(stack.name, "a rebuild of a replica", planned.changes, checkReplica(parts, rebuild));
    [`${stack.name}:`, ...planned.changes.map(changeLine)].forEach(say);
    await confirm(`Recreate the replica of ${name} in ${region}?`, call.flag("yes"));
    await planned.apply(say);
    call.report({ environment, database: name, region, primaryRegion, rebuilt: rebuild.kind, changes: withoutValues(planned.changes) }, [
      `Database ${name}: ${region} has a cross-region replica of ${primaryRegion}.`,
      ...nextLines(environment, region, rebuild),
    ]);
    return DONE;
  } finally {
    planned.discard();
  }
}
