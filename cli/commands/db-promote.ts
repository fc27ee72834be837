import type { Platform } from "../../config/model";
import type { Database } from "../../constructs/database/model";
import { loadPlatform } from "../environment";
import { databaseNamed } from "../values/known";
import { confirm, leaveInterruptsToTerraform } from "../confirm";
import { databasePartsOf, type DatabaseParts } from "../database/database-addresses";
import { checkPromotion, checkWriter, movedLine, promotionLines, writerRecordOf } from "../database/promotion";
import { findStack, readDocument } from "../synthesis/synthesized";
import { synthesize } from "../synthesis/synthesize";
import { openTerraformContext } from "../terraform/terraform-context";
import { type Call, COMMAND, DONE } from "../verb";
import { StackFolder, type PlannedPart } from "../terraform/targeted-plan";
import { changeLine, rejectOtherChanges, type ChangeCheck, withoutValues } from "../terraform/plan-changes";
import { allStacksOf, stackName, stacksOfGroups } from "../../stacks/names";

/**
 * terrace db promote prod main: promotes the instance in the primary region that the environment file sets, and moves
 * the writer DNS name there. It calls nothing in the former primary region.
 */
interface Promotion {
  readonly stack: StackFolder;
  readonly parts: DatabaseParts;
  readonly network: StackFolder;
  /** The record of the writer DNS name. */
  readonly record: string;
}

async function prepare(root: string, environment: string, name: string, region: string): Promise<Promotion> {
  const context = await openTerraformContext(root, environment);
  const stacks = await synthesize(context);
  const stack = findStack(stacks, stackName({ environment, region, layer: "database", database: name }));
  const network = findStack(stacks, stackName({ environment, layer: "network" }));
  return {
    stack: await StackFolder.open(context, stack),
    parts: databasePartsOf(stack.name, readDocument(stack)),
    network: await StackFolder.open(context, network),
    record: writerRecordOf(environment, name, readDocument(network)),
  };
}

async function planChecked(folder: StackFolder, targets: readonly string[], check: ChangeCheck): Promise<PlannedPart> {
  const planned = await folder.plan({ targets });
  rejectOtherChanges(folder.stack.name, "a promotion", planned.changes, check);
  return planned;
}

/** Promotes the instance and then moves the DNS name, so that writes work again soon. Further replicas and their names take longer and come last. */
async function carryOut({ say }: Call, { stack, parts }: Promotion, writer: PlannedPart): Promise<void> {
  const check = checkPromotion(parts);
  await (await planChecked(stack, [parts.lead, parts.role], check)).apply(say);
  await writer.apply(say);
  say("Writes work again. The remaining changes are for reads.");
  await (await planChecked(stack, [], check)).apply(say);
}

function nextLines({ name: environment, groups }: Pick<Platform, "name" | "groups">, database: Database): string[] {
  const others = database.regions.filter((region) => region !== database.primaryRegion);
  return [
    "",
    "Next (docs/runbooks/promote-a-database.md):",
    ...[database.primaryRegion, ...others].map((region) => {
      const services = stacksOfGroups({ environment, region, layer: "service" }, groups).map((stack) => `'${stack}'`);
      return `  npx cdktf deploy ${services.join(" ")} --ignore-missing-stack-dependencies   # unless the region is down`;
    }),
    `  npx cdktf deploy '${stackName({ environment, region: database.primaryRegion, layer: "watch" })}' --ignore-missing-stack-dependencies   # monitors it as the primary`,
    ...others.map((region) => `  ${COMMAND} db rebuild-replica ${environment} ${database.name} --region ${region}`),
    `  npx cdktf deploy '${allStacksOf(environment)}'`,
  ];
}

export async function promote(call: Call): Promise<number> {
  const { say } = call;
  const [environment, name] = [call.argument("environment"), call.argument("database")];
  const platform = loadPlatform(environment);
  const database = databaseNamed(platform, name);
  const region = database.primaryRegion;
  leaveInterruptsToTerraform();
  const promotion = await prepare(call.root, environment, name, region);
  const { stack, parts, network, record } = promotion;
  try {
    const whole = await planChecked(stack, [], checkPromotion(parts));
    const writer = await planChecked(network, [record], checkWriter(record));
    const outcome = {
      environment,
      database: name,
      primaryRegion: region,
      changes: withoutValues([whole, writer].flatMap(({ changes }) => changes)),
    };
    if (whole.empty && writer.empty) {
      call.report(outcome, [`No changes: ${region} is already the primary region of database ${name} of ${environment}.`]);
      return DONE;
    }
    promotionLines(name, region, whole.changes, parts.lead).forEach(say);
    for (const { stack: where, changes } of [whole, writer]) [`${where}:`, ...changes.map(changeLine)].forEach(say);
    await confirm(`Promote ${name} of ${environment} in ${region}?`, call.flag("yes"));
    await carryOut(call, promotion, writer);
    call.report(outcome, [movedLine(name, environment, region), ...nextLines(platform, database)]);
    return DONE;
  } finally {
    [stack, network].forEach((folder) => folder.discardPlan());
  }
}
