import * as fs from "node:fs";
import * as path from "node:path";
import { isDuration, seconds, type Duration } from "../../config/units";
import type { Platform } from "../../config/model";
import { deliver, type Delivery } from "../delivery/deploy/deliver";
import { deliveryText } from "../delivery/deploy/delivery-text";
import { headOf } from "../delivery/deploy/head";
import { openPlans, type OpenedPlans } from "../delivery/deploy/open-delivery";
import { regionsInTurn, rolloutOf } from "../delivery/deploy/rollout";
import { handsOf } from "../delivery/deploy/stack-hands";
import { takeTurn } from "../delivery/deploy/take-turn";
import { realClock, STOPPED } from "../delivery/deploy/wait-for-lock";
import { AlarmGate } from "../delivery/gate/alarm-gate";
import { askCloudWatch } from "../delivery/gate/ask-alarms";
import { isWatch, pageAlarmsOf } from "../delivery/gate/page-alarms";
import { digestsOf } from "../delivery/plan/digests";
import { regionOfStack } from "../delivery/plan/layers";
import { emptyPlanFolder } from "../delivery/plan/plan-folder";
import { findStack, readDocument, type Stack } from "../deploy/synthesized";
import { synthesize } from "../deploy/synthesize";
import { openWorkplace, type Workplace } from "../deploy/workplace";
import { loadPlatform } from "../environment";
import { parseCommand, type Given } from "../options";
import { Problem, runCommand } from "../problem";
import { clientFor } from "../state/state-bucket";

/**
 * npm run deliver -- --environment staging --plans .terrace/plans: applies plans that were saved and reviewed, layer by layer and region after
 * region, with the alarms as the gate between regions. Without --plans they are those that were kept in the state bucket for this commit.
 * After a failure the same command goes on where it stopped.
 */
const BAKE: Duration = "10 minutes";
const PATIENCE: Duration = "15 minutes";

const say = (line: string) => console.log(line);

function milliseconds(given: Given, option: string, otherwise: Duration): number {
  const text = given.text(option) || otherwise;
  if (isDuration(text)) return seconds(text) * 1000;
  throw new Problem(`${JSON.stringify(text)} is no length of time. For example: --${option} "${otherwise}"`);
}

function deliveryOf(
  given: Given,
  platform: Platform,
  workplace: Workplace,
  stacks: readonly Stack[],
  opened: OpenedPlans,
  signal: AbortSignal,
): Delivery {
  const regions = platform.regions.map(({ name }) => name);
  const placed = stacks.map((stack) => {
    const region = regionOfStack(stack.name, platform.name, regions);
    return { ...stack, ...(region !== undefined && { region }) };
  });
  const turns = platform.regions.map(({ name, primary, evacuated, leaving }) => ({ name, primary, idle: evacuated || leaving }));
  const clock = realClock(signal);
  const patience = { milliseconds: milliseconds(given, "wait", PATIENCE), clock, say };
  const anew = path.join(path.dirname(path.join(workplace.paths.root, workplace.paths.output)), "plans-anew");
  emptyPlanFolder(anew);
  const gate = new AlarmGate({
    groups: stacks.filter(({ name }) => isWatch(name)).map((stack) => pageAlarmsOf(stack.name, readDocument(stack))),
    idle: turns.filter(({ idle }) => idle).map(({ name }) => name),
    ask: askCloudWatch(),
    bakeMilliseconds: milliseconds(given, "bake", BAKE),
    despiteAlarms: given.flag("despite-alarms"),
    clock,
    say,
  });
  const turn: Delivery["turn"] = (name, begun, begin) => {
    const reviewed = opened.plans.get(name);
    if (signal.aborted || !reviewed) throw new Problem(STOPPED);
    const { region, directory } = findStack(placed, name) as (typeof placed)[number];
    const stack = { name, directory, ...(region !== undefined && { region }) };
    return takeTurn({ reviewed, begun, begin, patience, hands: handsOf(workplace, stack, { plans: anew, say, signal }) });
  };
  return { steps: rolloutOf(placed, regionsInTurn(turns)), turn, gate, keeper: opened.keeper, say };
}

runCommand(async () => {
  const given = parseCommand("deliver", process.argv.slice(2));
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  const platform = loadPlatform(given.text("environment"));
  const workplace = await openWorkplace(process.cwd(), platform.name);
  const [stacks, commit] = [await synthesize(workplace), await headOf(process.cwd())];
  const opened = await openPlans({
    here: { environment: platform.name, commit, stacks: digestsOf(stacks) },
    stacks,
    ...(given.text("plans") !== "" && { folder: given.text("plans") }),
    fetched: path.join(path.dirname(path.join(workplace.paths.root, workplace.paths.output)), "plans"),
    bucket: platform.state.bucket,
    client: clientFor(platform.state.region),
  });
  const result = await deliver(deliveryOf(given, platform, workplace, stacks, opened, stop.signal));
  const text = deliveryText(result, platform.name, commit);
  const report = given.text("report") || path.join(".terrace", "delivery", `${platform.name}.md`);
  fs.mkdirSync(path.dirname(report), { recursive: true });
  fs.writeFileSync(report, text);
  fs.writeFileSync(
    report.replace(/(\.md)?$/, ".json"),
    `${JSON.stringify({ environment: platform.name, commit, ...result }, undefined, 2)}\n`,
  );
  say(`\n${text}`);
  return result.failures.length === 0 ? 0 : 1;
});
