import { confirm, leaveInterruptsToTerraform } from "../confirm";
import { findDatabase } from "../database/find-database";
import { checkReplica, rebuildOf, type Rebuild } from "../database/rebuild-replica";
import { databasePartsOf, knownDatabase } from "../database/database-addresses";
import { formerIdentifier, instancesIn, renameFormerPrimary } from "../database/rename-former-primary";
import { findStack, readDocument } from "../synthesis/synthesized";
import { synthesize } from "../synthesis/synthesize";
import { openTerraformContext } from "../terraform/terraform-context";
import { parseCommand } from "../options";
import { Problem, runCommand } from "../problem";
import { StackFolder } from "../terraform/targeted-plan";
import { changeLine, rejectOtherChanges } from "../terraform/plan-changes";
import { allStacksOf, stackName } from "../../stacks/names";

/**
 * npm run rebuild-replica -- --environment prod --database main --region us-east-1: after a promotion, a copy of the new primary in place of
 * what the region had. A former primary is set aside and kept.
 */
const say = (line: string) => console.log(line);

function intention(rebuild: Rebuild, region: string, primaryRegion: string): string[] {
  switch (rebuild.kind) {
    case "replace":
      return [`${region} has a ${rebuild.was}. It is destroyed, and built anew as a copy of ${primaryRegion}.`];
    case "set-aside":
      return [
        `${region} has the former primary ${rebuild.identifier}. It is kept as ${formerIdentifier(rebuild.identifier)}, outside Terraform.`,
        `Its replicas in ${region} are destroyed. In its place a copy of ${primaryRegion} is made.`,
      ];
    case "create":
      return [`${region} has no instance. A copy of ${primaryRegion} is made.`];
  }
}

async function makeRoom(folder: StackFolder, rebuild: Rebuild, region: string): Promise<void> {
  if (rebuild.kind !== "set-aside") return;
  const former = await renameFormerPrimary(rebuild.identifier, instancesIn(region));
  say(former === undefined ? `${rebuild.identifier} is gone: there is nothing to keep.` : `${rebuild.identifier} is ${former} now.`);
  await folder.forget(rebuild.forget);
}

function nextLines(environment: string, region: string, rebuild: Rebuild): string[] {
  return [
    "",
    "Next:",
    `  npx cdktf deploy '${allStacksOf(environment)}'   # when every copy follows the primary: what the services know of them`,
    ...(rebuild.kind === "set-aside"
      ? [`  look into ${formerIdentifier(rebuild.identifier)} in ${region} and delete it: docs/runbooks/promote-a-database.md`]
      : []),
  ];
}

runCommand(async () => {
  const given = parseCommand("rebuild-replica", process.argv.slice(2));
  const [environment, name, region] = [given.option("environment"), given.option("database"), given.option("region")];
  const { database } = findDatabase(environment, name);
  const { primaryRegion } = database;
  if (region === primaryRegion) throw new Problem(`Database ${name} of ${environment} is written in ${region}: that is no copy.`);
  if (!database.regions.includes(region))
    throw new Problem(`Database ${name} of ${environment} has no copy in ${region}. It is in: ${database.regions.join(", ")}.`);
  leaveInterruptsToTerraform();
  const context = await openTerraformContext(process.cwd(), environment);
  const stack = findStack(await synthesize(context), stackName({ environment, region, layer: "database", database: name }));
  const parts = databasePartsOf(stack.name, readDocument(stack));
  const folder = await StackFolder.open(context, stack);
  const rebuild = rebuildOf(knownDatabase(await folder.pullState(), parts), parts, primaryRegion);
  intention(rebuild, region, primaryRegion).forEach(say);
  if (rebuild.kind === "set-aside") await confirm(`Set ${rebuild.identifier} aside?`, given.flag("yes"));
  await makeRoom(folder, rebuild, region);
  const planned = await folder.plan({ replace: rebuild.addresses });
  try {
    rejectOtherChanges(stack.name, "a rebuild of a replica", planned.changes, checkReplica(parts, rebuild));
    [`${stack.name}:`, ...planned.changes.map(changeLine)].forEach(say);
    await confirm(`Build the copy of ${name} in ${region} anew?`, given.flag("yes"));
    await planned.apply(say);
    say(`Database ${name}: ${region} has a copy of ${primaryRegion}.`);
    nextLines(environment, region, rebuild).forEach(say);
    return 0;
  } finally {
    planned.discard();
  }
});
