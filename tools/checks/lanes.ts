import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { duration } from "../../cli/text/duration";
import { total, type Counts } from "./counts.cjs";
import type { Step } from "./steps";

/** Steps that run sequentially. Lanes run concurrently. */
export interface Lane {
  readonly steps: readonly Step[];
  /** The niceness of the lane's processes. */
  readonly niceness?: number;
}

export interface LaneOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** A folder for the output and the test counts of each step. */
  readonly folder: string;
  /** Ends running steps with all of their processes, and starts no further step. */
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
}

export interface StepResult extends Counts {
  readonly name: string;
  readonly seconds: number;
}

/** Time for an interrupted step to clean up before it is killed. */
const GRACE_SECONDS = 20;

/**
 * Runs lanes of steps. The output of a step is printed when the step ends, so that outputs of concurrent steps do not mix.
 * A step that fails without a failed test counts as one failure.
 */
export async function runLanes(lanes: readonly Lane[], options: LaneOptions): Promise<readonly StepResult[]> {
  const results = await Promise.all(lanes.map((lane, index) => runLane(lane, index, options)));
  return results.flat();
}

async function runLane({ steps, niceness = 0 }: Lane, lane: number, options: LaneOptions): Promise<StepResult[]> {
  const results: StepResult[] = [];
  for (const [index, step] of steps.entries()) {
    if (options.signal.aborted) break;
    results.push(await runStep(step, path.join(options.folder, `${lane}-${index}`), niceness, options));
  }
  return results;
}

async function runStep(step: Step, file: string, niceness: number, options: LaneOptions): Promise<StepResult> {
  const [log, countsFile] = [`${file}.log`, `${file}.counts`];
  options.say(`── ${step.name}: begins\n`);
  const began = performance.now();
  const code = await runToEnd(step, log, niceness, { ...options, env: { ...options.env, TERRACE_TEST_COUNTS: countsFile } });
  const seconds = (performance.now() - began) / 1_000;
  const { passed, failed } = total(fs.existsSync(countsFile) ? fs.readFileSync(countsFile, "utf8") : "");
  const outcome = code === 0 ? "passed" : "failed";
  options.say(`\n── ${step.name}: ${outcome} (${duration(seconds)})\n${fs.readFileSync(log, "utf8").trimEnd()}\n\n`);
  return { name: step.name, seconds, passed, failed: code === 0 ? failed : Math.max(failed, 1) };
}

/** Each step has its own process group, so that a signal reaches all of its child processes, like Ctrl-C in a terminal. */
function runToEnd({ program, args }: Step, log: string, niceness: number, { cwd, env, signal }: LaneOptions): Promise<number> {
  return new Promise((resolve) => {
    const output = fs.openSync(log, "w");
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", output, output], detached: true });
    fs.closeSync(output);
    const { pid } = child;
    if (pid !== undefined && niceness > 0) ifThere(() => os.setPriority(pid, niceness));
    let last: NodeJS.Timeout | undefined;
    const stop = () => {
      if (pid === undefined) return;
      ifThere(() => process.kill(-pid, "SIGINT"));
      last = setTimeout(() => ifThere(() => process.kill(-pid, "SIGKILL")), GRACE_SECONDS * 1_000);
    };
    signal.addEventListener("abort", stop, { once: true });
    const done = (code: number) => {
      signal.removeEventListener("abort", stop);
      clearTimeout(last);
      resolve(code);
    };
    child.on("error", ({ message }) => {
      fs.appendFileSync(log, `${program} could not be started: ${message}\n`);
      done(127);
    });
    child.on("close", (code) => done(code ?? 1));
  });
}

/** Runs an operation on a process that may have ended already. */
function ifThere(action: () => void): void {
  try {
    action();
  } catch (error) {
    const { code } = (error as { info?: { code?: string }; code?: string }).info ?? (error as NodeJS.ErrnoException);
    if (code !== "ESRCH") throw error;
  }
}

/** A table of the steps with their times and counts. The last line has the total. */
export function lanesText(results: readonly StepResult[], seconds: number): string {
  const sum = (key: "passed" | "failed") => results.reduce((sofar, result) => sofar + result[key], 0);
  const rows = [
    ["step", "time", "passed", "failed"],
    ...results.map(({ name, seconds: took, passed, failed }) => [name, duration(took), String(passed), String(failed)]),
    ["all", duration(seconds), String(sum("passed")), String(sum("failed"))],
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  "),
  );
  return [...lines, "", `${sum("passed")} passed, ${sum("failed")} failed`].join("\n");
}
