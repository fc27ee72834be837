import * as fs from "node:fs";
import * as path from "node:path";
import type { Session } from "../local/session";
import { Problem } from "../problem";
import { inParallel } from "../process/parallel";
import { VERBS } from "../terraform/change-counts";
import type { Action } from "../terraform/plan-changes";
import { terraformOf } from "../terraform/terraform";
import { secondPlan, type PlannedChange } from "../terraform/second-plan";
import { CONCURRENT_STACKS, logFile, runCdktf } from "./cdktf";
import { remainingSeconds } from "./estimate";
import { failureReport } from "./failure";
import { ProgressScreen } from "./progress-screen";
import { readRunTimes, runTimesFile, withRun, writeRunTimes } from "./run-times";
import { emptyTimeline, record, type Timeline } from "./timeline";
import type { Stack } from "../synthesis/synthesized";

/** Two concurrent plans use two cores. */
const CONCURRENT_PLANS = 2;

/** Tests destroy resources that were just deployed, so a refresh would find nothing. */
const WITHOUT_REFRESH = { TF_CLI_ARGS_destroy: "-refresh=false" };

export interface ApplyOptions {
  /** The stack pattern for cdktf. @default all stacks of the environment */
  readonly pattern?: string;
  /** Skips stacks that these depend on. @default false */
  readonly alone?: boolean;
  /** Refreshes the state before a destroy, for stacks that were deployed long ago. @default false */
  readonly refresh?: boolean;
  readonly signal?: AbortSignal;
  /** Called for each completed stack, while others are still in progress. */
  readonly whenDone?: (stack: string) => void;
}

/** Deploys or destroys stacks of the session's environment, showing progress; a Problem holds Terraform's own errors. */
export async function applyStacks(
  session: Pick<Session, "platform" | "paths" | "env">,
  stacks: readonly Stack[],
  command: "deploy" | "destroy",
  { pattern = `${session.platform.name}-*`, alone = false, refresh = false, signal, whenDone = () => undefined }: ApplyOptions = {},
): Promise<Timeline> {
  const { paths, env } = session;
  const logs = path.join(paths.logs, command);
  const chosen = stacks.filter(({ name }) => matches(pattern, name));
  const timeline = emptyTimeline(chosen.map(({ name }) => name));
  const timesFile = runTimesFile(paths.home, env);
  const times = readRunTimes(timesFile);
  const screen = new ProgressScreen({
    title: `${command === "deploy" ? "Deploying" : "Destroying"} ${session.platform.name}`,
    timeline,
    startedAt: Date.now(),
    // The waits of a deletion are unknown.
    ...(command === "deploy" && { remaining: (now) => remainingSeconds(chosen, timeline, times, CONCURRENT_STACKS, now) }),
  });
  fs.mkdirSync(session.env.TF_PLUGIN_CACHE_DIR ?? paths.home, { recursive: true });
  const options = {
    command,
    stacks: pattern,
    alone,
    root: paths.root,
    output: paths.output,
    logs,
    env: { ...env, ...(!refresh && WITHOUT_REFRESH) },
    ...(signal && { signal }),
  };
  const done = new Set<string>();
  const reportDone = () => {
    for (const { name, state } of timeline.values()) {
      if (state !== "done" || done.has(name)) continue;
      done.add(name);
      whenDone(name);
    }
  };
  const finished = await runCdktf(options, (event) => {
    record(timeline, event);
    reportDone();
  }).catch((error: unknown) => {
    screen.stop(false);
    throw error;
  });
  screen.stop(finished.code === 0);
  if (command === "deploy") writeRunTimes(timesFile, withRun(times, chosen, timeline));
  if (signal?.aborted) throw new Problem("Interrupted.");
  if (finished.code !== 0) throw new Problem(failureReport(command, timeline, finished), logFile(logs));
  return timeline;
}

/** cdktf's patterns have only the wildcard `*`. */
function matches(pattern: string, name: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[^\w-]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(name);
}

export interface Drift {
  readonly stack: string;
  readonly changes: readonly PlannedChange[];
}

/** Plans every stack again, and returns the stacks that Terraform would change again. */
export async function planAgain(session: Session, stacks: readonly Stack[], signal?: AbortSignal): Promise<Drift[]> {
  const plans = await inParallel(stacks, CONCURRENT_PLANS, (stack) => planStackAgain(session, stack, signal));
  return plans.filter(({ changes }) => changes.length > 0);
}

async function planStackAgain(session: Session, { name, directory }: Stack, signal?: AbortSignal): Promise<Drift> {
  const log = path.join(session.paths.logs, `second-plan-${name}.jsonl`);
  return { stack: name, changes: await secondPlan(terraformOf(session), directory, { log, ...(signal && { signal }) }) };
}

/**
 * Deploys all stacks, and plans each one again as soon as it is deployed, one at a time, while the deployment of the others mostly waits. This is
 * safe because no stack changes resources of another one. (The end-to-end test plans all of them again at the very end.)
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
    // The promise is awaited below, or its result no longer matters.
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
  return `  ${isAction(action) ? VERBS[action] : action} ${address}${attributes.length > 0 ? `: ${attributes.join(", ")}` : ""}`;
}

function isAction(action: string): action is Action {
  return action in VERBS;
}

export function driftReport(drifts: readonly Drift[]): string {
  const lines = drifts.flatMap(({ stack, changes }) => [`${stack}:`, ...changes.map(changeLine)]);
  return ["The second plan is not empty. These resources would change again, although nothing was edited:", "", ...lines].join("\n");
}
