import * as fs from "node:fs";
import * as path from "node:path";
import type { Session } from "../local/session";
import { Problem } from "../problem";
import { inParallel } from "../process/parallel";
import { secondPlan, type PlannedChange } from "../terraform/second-plan";
import { runCdktf } from "./cdktf";
import { failureReport } from "./failure";
import { ProgressScreen } from "./progress-screen";
import { emptyTimeline, record, type Timeline } from "./timeline";
import type { Stack } from "./synthesized";

/** Two plans keep two cores busy. */
const PLANS_AT_ONCE = 2;

/** What is destroyed here was deployed a moment ago: there is nothing to learn from reading it all once more. */
const NO_SECOND_LOOK = { TF_CLI_ARGS_destroy: "-refresh=false" };

/** Deploys or destroys all stacks of the session's environment, showing progress; a Problem holds Terraform's own errors. */
export async function applyStacks(
  session: Session,
  stacks: readonly Stack[],
  command: "deploy" | "destroy",
  signal?: AbortSignal,
): Promise<Timeline> {
  const { paths, env, platform } = session;
  const logs = path.join(paths.logs, command);
  const timeline = emptyTimeline(stacks.map(({ name }) => name));
  const screen = new ProgressScreen(timeline);
  fs.mkdirSync(session.env.TF_PLUGIN_CACHE_DIR ?? paths.home, { recursive: true });
  const options = {
    command,
    stacks: `${platform.name}-*`,
    root: paths.root,
    output: paths.output,
    logs,
    env: { ...env, ...NO_SECOND_LOOK },
    ...(signal && { signal }),
  };
  const finished = await runCdktf(options, (event) => record(timeline, event)).finally(() => screen.stop());
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
  const plans = await inParallel(stacks, PLANS_AT_ONCE, async ({ name, directory }) => {
    const log = path.join(session.paths.logs, `second-plan-${name}.jsonl`);
    return { stack: name, changes: await secondPlan(directory, session.env, log, signal) };
  });
  return plans.filter(({ changes }) => changes.length > 0);
}

function changeLine({ address, action, attributes = [] }: PlannedChange): string {
  return `  ${action} ${address}${attributes.length > 0 ? `: ${attributes.join(", ")}` : ""}`;
}

export function driftReport(drifts: readonly Drift[]): string {
  const lines = drifts.flatMap(({ stack, changes }) => [`${stack}:`, ...changes.map(changeLine)]);
  return ["The second plan is not empty: these would change again, although nothing was edited.", "", ...lines].join("\n");
}
