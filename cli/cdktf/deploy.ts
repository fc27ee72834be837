import * as fs from "node:fs";
import * as path from "node:path";
import type { Session } from "../local/session";
import { Problem } from "../problem";
import { inParallel } from "../process/parallel";
import { terraformOf } from "../terraform/terraform";
import { secondPlan, type PlannedChange } from "../terraform/second-plan";
import { runCdktf } from "./cdktf";
import { failureReport } from "./failure";
import { ProgressScreen } from "./progress-screen";
import { emptyTimeline, record, type Timeline } from "./timeline";
import type { Stack } from "../synthesis/synthesized";

/** Two plans keep two cores busy. */
const PLANS_AT_ONCE = 2;

/** What a test destroys was deployed a moment ago: there is nothing to learn from reading it all once more. */
const NO_SECOND_LOOK = { TF_CLI_ARGS_destroy: "-refresh=false" };

export interface ApplyOptions {
  /** Which stacks, as cdktf takes it. @default all of the environment */
  readonly pattern?: string;
  /** Stacks that these depend on may be left out. @default false */
  readonly alone?: boolean;
  /** What is destroyed was deployed long ago: it may differ from what its state says. @default false */
  readonly lookAgain?: boolean;
  readonly signal?: AbortSignal;
  /** Is told of each stack that is done, while others are still under way. */
  readonly whenDone?: (stack: string) => void;
}

/** Deploys or destroys stacks of the session's environment, showing progress; a Problem holds Terraform's own errors. */
export async function applyStacks(
  session: Pick<Session, "platform" | "paths" | "env">,
  stacks: readonly Stack[],
  command: "deploy" | "destroy",
  { pattern = `${session.platform.name}-*`, alone = false, lookAgain = false, signal, whenDone = () => undefined }: ApplyOptions = {},
): Promise<Timeline> {
  const { paths, env } = session;
  const logs = path.join(paths.logs, command);
  const timeline = emptyTimeline(stacks.map(({ name }) => name));
  const screen = new ProgressScreen(timeline);
  fs.mkdirSync(session.env.TF_PLUGIN_CACHE_DIR ?? paths.home, { recursive: true });
  const options = {
    command,
    stacks: pattern,
    alone,
    root: paths.root,
    output: paths.output,
    logs,
    env: { ...env, ...(!lookAgain && NO_SECOND_LOOK) },
    ...(signal && { signal }),
  };
  const done = new Set<string>();
  const tellDone = () => {
    for (const { name, state } of timeline.values()) {
      if (state !== "done" || done.has(name)) continue;
      done.add(name);
      whenDone(name);
    }
  };
  const finished = await runCdktf(options, (event) => {
    record(timeline, event);
    tellDone();
  }).finally(() => screen.stop());
  if (signal?.aborted) throw new Problem("Stopped, as you asked.");
  if (finished.code !== 0) throw new Problem(failureReport(timeline, logs, finished.stderr || finished.stdout.slice(-2000)));
  return timeline;
}

export interface Drift {
  readonly stack: string;
  readonly changes: readonly PlannedChange[];
}

/** Plans every stack once more; what comes back are the stacks that Terraform would change again. */
export async function planAgain(session: Session, stacks: readonly Stack[], signal?: AbortSignal): Promise<Drift[]> {
  const plans = await inParallel(stacks, PLANS_AT_ONCE, (stack) => planStackAgain(session, stack, signal));
  return plans.filter(({ changes }) => changes.length > 0);
}

async function planStackAgain(session: Session, { name, directory }: Stack, signal?: AbortSignal): Promise<Drift> {
  const log = path.join(session.paths.logs, `second-plan-${name}.jsonl`);
  return { stack: name, changes: await secondPlan(terraformOf(session), directory, { log, ...(signal && { signal }) }) };
}

/**
 * Deploys all stacks, and plans each once more as soon as it is done, one at a time, in the minutes that the deployment of the others
 * spends waiting. No stack changes what another one holds: rules and records belong to the stack that made them. (The end-to-end test
 * plans them all again at the very end.)
 */
export async function deployAndPlanAgain(
  session: Session,
  stacks: readonly Stack[],
  signal: AbortSignal,
): Promise<{ readonly timeline: Timeline; readonly drifts: () => Promise<Drift[]> }> {
  const stop = new AbortController();
  signal.addEventListener("abort", () => stop.abort(), { once: true });
  let plans: Promise<Drift[]> = Promise.resolve([]);
  const planNext = (name: string) => {
    const stack = stacks.find((each) => each.name === name);
    if (stack) plans = plans.then(async (drifts) => [...drifts, await planStackAgain(session, stack, stop.signal)]);
    // It is awaited below, or does not matter any more.
    plans.catch(() => undefined);
  };
  try {
    const timeline = await applyStacks(session, stacks, "deploy", { signal, whenDone: planNext });
    return { timeline, drifts: async () => (await plans).filter(({ changes }) => changes.length > 0) };
  } catch (error) {
    stop.abort();
    await plans.catch(() => undefined);
    throw error;
  }
}

function changeLine({ address, action, attributes = [] }: PlannedChange): string {
  return `  ${action} ${address}${attributes.length > 0 ? `: ${attributes.join(", ")}` : ""}`;
}

export function driftReport(drifts: readonly Drift[]): string {
  const lines = drifts.flatMap(({ stack, changes }) => [`${stack}:`, ...changes.map(changeLine)]);
  return ["The second plan is not empty: these would change again, although nothing was edited.", "", ...lines].join("\n");
}
