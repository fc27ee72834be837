import * as fs from "node:fs";
import * as path from "node:path";
import { isDuration, seconds, type Duration } from "../../language/units";
import type { Platform } from "../../config/model";
import { runDeployment, type DeploymentResult } from "../deploy/run-deployment";
import { deploymentReport } from "../deploy/deployment-report";
import { openPlans } from "../deploy/open-plans";
import { rolloutOrder, rolloutOf } from "../deploy/rollout";
import { stackOperations } from "../deploy/stack-operations";
import { applyReviewed } from "../deploy/apply";
import { realClock, STOPPED } from "../process/clock";
import { gitIn, headOf } from "../git";
import { gatesOf } from "../gates/gates";
import { digestsOf } from "../plan/digests";
import { emptyPlanFolder } from "../plan/plan-folder";
import { terraformOf } from "../terraform/terraform";
import { writeDeployed } from "../store/deployed-commit";
import type { Stack } from "../synthesis/synthesized";
import { synthesize } from "../synthesis/synthesize";
import { openTerraformContext } from "../terraform/terraform-context";
import { loadPlatform } from "../environment";
import { parseCommand, type ParsedCommand } from "../options";
import { Problem, runCommand } from "../problem";
import { clientFor } from "../state/state-bucket";
import { regionOfStack } from "../../stacks/names";

/**
 * npm run deploy -- --environment staging --plans .terrace/plans: applies plans that were saved and reviewed, layer by layer and region after
 * region; between regions it waits until ECS has rolled out what was deployed, and for the bake time (`rollout.bakeTime`, or --bake) without an alarm. Without --plans they
 * are those that were kept in the state bucket for this commit, and --expect says which. After a failure the same command goes on where it stopped.
 */
const PATIENCE: Duration = "15 minutes";

const say = (line: string) => console.log(line);

function milliseconds(given: ParsedCommand, option: string, otherwise: Duration): number {
  const text = given.option(option) || otherwise;
  if (isDuration(text)) return seconds(text) * 1000;
  throw new Problem(`${JSON.stringify(text)} is no length of time. For example: --${option} "${otherwise}"`);
}

function inRegions(stacks: readonly Stack[], environment: string): (Stack & { readonly region?: string })[] {
  return stacks.map((stack) => {
    const region = regionOfStack(stack.name, environment);
    return region === undefined ? stack : { ...stack, region };
  });
}

async function deliverAll(given: ParsedCommand, platform: Platform, commit: string, signal: AbortSignal): Promise<DeploymentResult> {
  const { name: environment, state, regions, rollout } = platform;
  const times = { bakeMilliseconds: milliseconds(given, "bake", rollout.bakeTime), milliseconds: milliseconds(given, "wait", PATIENCE) };
  const context = await openTerraformContext(process.cwd(), environment);
  const own = path.dirname(path.join(context.paths.root, context.paths.output));
  const stacks = inRegions(await synthesize(context), environment);
  const client = clientFor(state.region);
  const { plans, keeper } = await openPlans({
    here: { environment, commit, stacks: digestsOf(stacks) },
    stacks,
    ...(given.option("plans") !== "" && { folder: given.option("plans") }),
    fetched: path.join(own, "plans"),
    bucket: state.bucket,
    client,
    expect: given.option("expect"),
  });
  const newPlans = path.join(own, "new-plans");
  emptyPlanFolder(newPlans);
  const terraform = terraformOf(context);
  const clock = realClock(signal);
  const { bakeMilliseconds, ...lockWait } = { ...times, clock, say };
  const inTurn = rolloutOrder(
    regions.map(({ name, primary, evacuated, decommissioning }) => ({ name, primary, servesNoTraffic: evacuated || decommissioning })),
  );
  return runDeployment({
    steps: rolloutOf(stacks, inTurn),
    apply: (name, lastState, hooks) => {
      const [stack, reviewed] = [stacks.find((each) => each.name === name), plans.get(name)];
      if (signal.aborted) throw new Problem(STOPPED);
      if (!stack || !reviewed) throw new Error(`${name} is in no plan`);
      return applyReviewed({
        reviewed,
        lastState,
        hooks,
        lockWait,
        operations: stackOperations(context, stack, { terraform, plans: newPlans, say, signal }),
      });
    },
    gate: gatesOf({ platform, stacks, client, bakeMilliseconds, despiteAlarms: given.flag("despite-alarms"), clock, say }),
    keeper,
    say,
  });
}

/** Notes what is deployed now. Where that fails, the deployment did: drift would be looked for in what was there before. */
async function noteDeployed(result: DeploymentResult, { name: environment, state }: Platform, commit: string): Promise<DeploymentResult> {
  if (result.failures.length > 0) return result;
  const [tag] = await gitIn(process.cwd()).tags("v*", "HEAD");
  const deployed = { commit, ...(tag !== undefined && { tag }), at: new Date().toISOString() };
  try {
    await writeDeployed({ client: clientFor(state.region), bucket: state.bucket, environment }, deployed);
    return result;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ...result, failures: [`All is deployed, but which commit that is could not be noted in the state bucket: ${why}`] };
  }
}

/** What keeps a deployment from beginning is told as all else is. */
function notBegun(error: unknown): DeploymentResult {
  if (error instanceof Problem) return { steps: [], failures: [error.message] };
  throw error;
}

/** For people as Markdown, and for programs beside it. */
function writeReport(file: string, text: string, result: object): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  fs.writeFileSync(file.replace(/(\.md)?$/, ".json"), `${JSON.stringify(result, undefined, 2)}\n`);
}

runCommand(async () => {
  const given = parseCommand("deploy", process.argv.slice(2));
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  const platform = loadPlatform(given.option("environment"));
  const { name: environment } = platform;
  const commit = await headOf(process.cwd());
  const result = await noteDeployed(await deliverAll(given, platform, commit, stop.signal).catch(notBegun), platform, commit);
  const text = deploymentReport(result, environment, commit);
  writeReport(given.option("report") || path.join(".terrace", "delivery", `${environment}.md`), text, { environment, commit, ...result });
  say(`\n${text}`);
  return result.failures.length === 0 ? 0 : 1;
});
