import * as fs from "node:fs";
import * as path from "node:path";
import { seconds, type Duration } from "../../language/units";
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
import { groupOption } from "../plan/group-option";
import { digestsOf } from "../plan/digests";
import { rejectMoves, statesIn } from "../plan/moved-workloads";
import { emptyPlanFolder } from "../plan/plan-folder";
import { terraformOf } from "../terraform/terraform";
import { deployedPlaceOf, writeDeployed } from "../store/deployed-commit";
import type { Stack } from "../synthesis/synthesized";
import { synthesize } from "../synthesis/synthesize";
import { openTerraformContext } from "../terraform/terraform-context";
import { loadPlatform } from "../environment";
import { durationOption } from "../duration-option";
import { Problem, problemText } from "../problem";
import { stopSignal } from "../process/stop-signal";
import { clientFor } from "../state/state-bucket";
import { type Call, DONE, FAILED } from "../verb";
import { groupOfStack, regionOfStack } from "../../stacks/names";

/**
 * terrace deploy staging --plans .terrace/plans: applies saved and reviewed plans, layer by layer and one region at a time.
 * Between regions it waits until ECS has completed the rollout, and for the bake time (`rollout.bakeTime`, or --bake) without a paging alarm.
 * Without --plans it applies this commit's plans from the state bucket whose manifest matches --expect. After a failure the same command resumes.
 */
const LOCK_TIMEOUT: Duration = "15 minutes";

function milliseconds(args: Call, option: string, fallback: Duration): number {
  return seconds(durationOption(args, option, fallback)) * 1000;
}

function inRegions(stacks: readonly Stack[], environment: string): (Stack & { readonly region?: string })[] {
  return stacks.map((stack) => {
    const region = regionOfStack(stack.name, environment);
    return region === undefined ? stack : { ...stack, region };
  });
}

/** Whether the gates check a stack: with --group, all except the stacks of other groups. */
function concerns(stack: string, group: string): boolean {
  return group === "" || [undefined, group].includes(groupOfStack(stack));
}

async function deployAll(args: Call, platform: Platform, commit: string, signal: AbortSignal): Promise<DeploymentResult> {
  const { name: environment, state, regions, rollout } = platform;
  const { say } = args;
  const times = { bakeMilliseconds: milliseconds(args, "bake", rollout.bakeTime), milliseconds: milliseconds(args, "wait", LOCK_TIMEOUT) };
  const context = await openTerraformContext(args.root, environment);
  const folder = path.dirname(path.join(context.paths.root, context.paths.output));
  const stacks = inRegions(await synthesize(context), environment);
  const client = clientFor(state.region);
  const { plans, keeper } = await openPlans({
    here: { environment, commit, ...groupOption(args), stacks: digestsOf(stacks) },
    stacks,
    ...(args.option("plans") !== "" && { folder: args.option("plans") }),
    fetched: path.join(folder, "plans"),
    bucket: state.bucket,
    client,
    expect: args.option("expect"),
  });
  await rejectMoves([...plans.values()], statesIn(client, state.bucket));
  const newPlans = path.join(folder, "new-plans");
  emptyPlanFolder(newPlans);
  const terraform = terraformOf(context);
  const clock = realClock(signal);
  const { bakeMilliseconds, ...lockWait } = { ...times, clock, say };
  const order = rolloutOrder(
    regions.map(({ name, primary, evacuated, decommissioning }) => ({ name, primary, servesNoTraffic: evacuated || decommissioning })),
  );
  return runDeployment({
    steps: rolloutOf(
      stacks.filter(({ name }) => plans.has(name)),
      order,
    ),
    apply: (name, lastState, hooks) => {
      const [stack, reviewed] = [stacks.find((each) => each.name === name), plans.get(name)];
      if (signal.aborted) throw new Problem(STOPPED);
      if (!stack || !reviewed) throw new Error(`${name} has no plan`);
      return applyReviewed({
        reviewed,
        lastState,
        hooks,
        lockWait,
        operations: stackOperations(context, stack, { terraform, plans: newPlans, say, signal }),
      });
    },
    gate: gatesOf({
      platform,
      stacks: stacks.filter(({ name }) => concerns(name, args.option("group"))),
      client,
      bakeMilliseconds,
      despiteAlarms: args.flag("despite-alarms"),
      clock,
      say,
    }),
    keeper,
    say,
  });
}

/** Records the deployed commit, of which all stacks are deployed: not after a deployment of one group. If that fails, the deployment fails: drift would be compared with the previous commit. */
async function recordDeployed(root: string, result: DeploymentResult, platform: Platform, commit: string): Promise<DeploymentResult> {
  if (result.failures.length > 0) return result;
  const [tag] = await gitIn(root).tags("v*", "HEAD");
  const deployed = { commit, ...(tag !== undefined && { tag }), at: new Date().toISOString() };
  try {
    await writeDeployed(deployedPlaceOf(platform), deployed);
    return result;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ...result, failures: [`Everything is deployed, but the deployed commit could not be recorded in the state bucket: ${why}`] };
  }
}

/** Reports an error before the first step like any other failure. */
function notStarted(error: unknown): DeploymentResult {
  if (error instanceof Problem) return { steps: [], failures: [problemText(error)] };
  throw error;
}

/** Writes the report as Markdown for people, and as JSON next to it for scripts. */
function writeReport(file: string, text: string, result: object): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  fs.writeFileSync(file.replace(/(\.md)?$/, ".json"), `${JSON.stringify(result, undefined, 2)}\n`);
}

export async function deploy(args: Call): Promise<number> {
  const { root } = args;
  const signal = stopSignal();
  const platform = loadPlatform(args.argument("environment"));
  const { name: environment } = platform;
  const commit = await headOf(root);
  const deployed = await deployAll(args, platform, commit, signal).catch(notStarted);
  const result = args.option("group") === "" ? await recordDeployed(root, deployed, platform, commit) : deployed;
  const text = deploymentReport(result, environment, commit);
  writeReport(args.option("report") || path.join(".terrace", "delivery", `${environment}.md`), text, { environment, commit, ...result });
  args.report({ environment, commit, ...result }, [`\n${text}`]);
  return result.failures.length === 0 ? DONE : FAILED;
}
