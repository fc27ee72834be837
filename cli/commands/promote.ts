import type { Database } from "../../constructs/database/model";
import { confirm, leaveInterruptsToTerraform } from "../confirm";
import { findDatabase } from "../database/find-database";
import { databasePartsOf, type DatabaseParts } from "../database/database-addresses";
import { checkPromotion, checkWriter, movedLine, promotionLines, writerRecordOf } from "../database/promotion";
import { findStack, readDocument } from "../synthesis/synthesized";
import { synthesize } from "../synthesis/synthesize";
import { openTerraformContext } from "../terraform/terraform-context";
import { parseCommand } from "../options";
import { runCommand } from "../problem";
import { StackFolder, type PlannedPart } from "../terraform/targeted-plan";
import { changeLine, rejectOtherChanges, type ChangeCheck } from "../terraform/plan-changes";
import { allStacksOf, stackName } from "../../stacks/names";

/**
 * npm run promote -- --environment prod --database main: makes the region that the environment names the database's primary one, and moves
 * the writer's name there. It asks nothing of the region that was the primary before.
 */
const say = (line: string) => console.log(line);

interface Promotion {
  readonly stack: StackFolder;
  readonly parts: DatabaseParts;
  readonly network: StackFolder;
  /** The record of the writer's name. */
  readonly record: string;
}

async function prepare(environment: string, name: string, region: string): Promise<Promotion> {
  const context = await openTerraformContext(process.cwd(), environment);
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

async function planJudged(folder: StackFolder, targets: readonly string[], judge: ChangeCheck): Promise<PlannedPart> {
  const planned = await folder.plan({ targets });
  rejectOtherChanges(folder.stack.name, "a promotion", planned.changes, judge);
  return planned;
}

/** The instance first, then the name: writes work again. What takes longer, further replicas and their names, comes after that. */
async function carryOut({ stack, parts }: Promotion, writer: PlannedPart): Promise<void> {
  const judge = checkPromotion(parts);
  await (await planJudged(stack, [parts.head, parts.role], judge)).apply(say);
  await writer.apply(say);
  say("Writes work again. What follows is for reads.");
  await (await planJudged(stack, [], judge)).apply(say);
}

function nextLines(environment: string, database: Database): string[] {
  const others = database.regions.filter((region) => region !== database.primaryRegion);
  return [
    "",
    "Next (docs/runbooks/promote-a-database.md):",
    ...[database.primaryRegion, ...others].map(
      (region) =>
        `  npx cdktf deploy '${stackName({ environment, region, layer: "service" })}' --ignore-missing-stack-dependencies   # where it is not lost`,
    ),
    `  npx cdktf deploy '${stackName({ environment, region: database.primaryRegion, layer: "watch" })}' --ignore-missing-stack-dependencies   # as a primary`,
    ...others.map((region) => `  npm run rebuild-replica -- --environment ${environment} --database ${database.name} --region ${region}`),
    `  npx cdktf deploy '${allStacksOf(environment)}'`,
  ];
}

runCommand(async () => {
  const given = parseCommand("promote", process.argv.slice(2));
  const [environment, name] = [given.option("environment"), given.option("database")];
  const { database } = findDatabase(environment, name);
  const region = database.primaryRegion;
  leaveInterruptsToTerraform();
  const promotion = await prepare(environment, name, region);
  const { stack, parts, network, record } = promotion;
  try {
    const whole = await planJudged(stack, [], checkPromotion(parts));
    const writer = await planJudged(network, [record], checkWriter(record));
    if (whole.empty && writer.empty) {
      say(`Nothing to do: database ${name} of ${environment} is written in ${region} already.`);
      return 0;
    }
    promotionLines(name, region, whole.changes, parts.head).forEach(say);
    for (const { stack: where, changes } of [whole, writer]) [`${where}:`, ...changes.map(changeLine)].forEach(say);
    await confirm(`Promote ${name} of ${environment} in ${region}?`, given.flag("yes"));
    await carryOut(promotion, writer);
    say(movedLine(name, environment, region));
    nextLines(environment, database).forEach(say);
    return 0;
  } finally {
    [stack, network].forEach((folder) => folder.discardPlan());
  }
});
