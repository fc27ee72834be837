import { confirm, leaveInterruptsToTerraform } from "../confirm";
import { databaseStack, findDatabase } from "../database/find-database";
import { databasePartsOf } from "../database/parts";
import { judgePromotion, judgeWriter, movedLine, promotionLines, writerRecordOf } from "../database/promotion";
import { findStack, readDocument } from "../deploy/synthesized";
import { synthesize } from "../deploy/synthesize";
import { openWorkplace } from "../deploy/workplace";
import { parseCommand } from "../options";
import { runCommand } from "../problem";
import { StackFolder, type PlannedPart } from "../terraform/part";
import { changeLine, refuseOthers } from "../terraform/plan-changes";

/**
 * npm run promote -- --environment prod --database main: makes the region that the environment names the database's primary one, and moves
 * the writer's name there. It asks nothing of the region that was the primary before.
 */
const say = (line: string) => console.log(line);

function nextLines(environment: string, database: string, region: string, copies: readonly string[]): string[] {
  const others = copies.filter((copy) => copy !== region);
  return [
    "",
    "Next:",
    ...others.map((copy) => `  npm run rebuild-copy -- --environment ${environment} --database ${database} --region ${copy}`),
    `  npx cdktf deploy '${environment}-*'   # then, for what the services know of the primary besides its name`,
  ];
}

runCommand(async () => {
  const given = parseCommand("promote", process.argv.slice(2));
  const [environment, name] = [given.text("environment"), given.text("database")];
  const { database } = findDatabase(environment, name);
  const region = database.primaryRegion;
  leaveInterruptsToTerraform();
  const workplace = await openWorkplace(process.cwd(), environment);
  const stacks = await synthesize(workplace);
  const stack = findStack(stacks, databaseStack(environment, region, name));
  const network = findStack(stacks, `${environment}-network`);
  const parts = databasePartsOf(stack.name, readDocument(stack));
  const record = writerRecordOf(environment, name, readDocument(network));
  const planned: PlannedPart[] = [];
  try {
    const instance = await (await StackFolder.open(workplace, stack)).plan({});
    planned.push(instance);
    refuseOthers(stack.name, "a promotion touches", instance.changes, judgePromotion(parts));
    const writer = await (await StackFolder.open(workplace, network)).plan({ targets: [record] });
    planned.push(writer);
    refuseOthers(network.name, "a promotion touches", writer.changes, judgeWriter(record));
    if (planned.every(({ empty }) => empty)) {
      say(`Nothing to do: database ${name} of ${environment} is written in ${region} already.`);
      return 0;
    }
    promotionLines(name, region, instance.changes, parts.head).forEach(say);
    for (const { stack: where, changes } of planned) [`${where}:`, ...changes.map(changeLine)].forEach(say);
    await confirm(`Promote ${name} of ${environment} in ${region}?`, given.flag("yes"));
    for (const part of planned) await part.apply(say);
    say(movedLine(name, environment, region));
    nextLines(environment, name, region, database.regions).forEach(say);
    return 0;
  } finally {
    planned.forEach((part) => part.discard());
  }
});
