import * as fs from "node:fs";
import * as path from "node:path";
import type { Stack } from "../synthesis/synthesized";
import { chainOfStack, SHORTEST_WAIT_SECONDS } from "./chain";
import type { Timeline } from "./timeline";

/** The times of one stack in earlier runs. */
export interface StackTimes {
  /** Seconds in addition to the longest chain of its resources: init, plan, and the start of the provider. */
  readonly overhead: number;
  /** Seconds by address, only of resources with a wait. */
  readonly resources: Readonly<Record<string, number>>;
}

/** The times of earlier deployments of this checkout, by stack. They only serve estimates. */
export type RunTimes = Readonly<Record<string, StackTimes>>;

/** Times on the local AWS and on AWS differ. */
export function runTimesFile(home: string, env: NodeJS.ProcessEnv): string {
  return path.join(home, "run-times", `${env.AWS_ENDPOINT_URL ? "local" : "aws"}.json`);
}

/** Empty if there was no earlier run, or if the file is damaged. */
export function readRunTimes(file: string): RunTimes {
  try {
    const times = JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, unknown>;
    return Object.fromEntries(Object.entries(times).filter((entry): entry is [string, StackTimes] => isStackTimes(entry[1])));
  } catch {
    return {};
  }
}

function isStackTimes(value: unknown): value is StackTimes {
  if (typeof value !== "object" || value === null) return false;
  const { overhead, resources } = value as Partial<StackTimes>;
  const isSeconds = (seconds: unknown) => typeof seconds === "number" && Number.isFinite(seconds) && seconds >= 0;
  return isSeconds(overhead) && typeof resources === "object" && resources !== null && Object.values(resources).every(isSeconds);
}

/** Adds the times of a run: of stacks that were deployed with changes. Resources that did not change keep their earlier times. */
export function withRun(times: RunTimes, stacks: readonly Stack[], timeline: Timeline): RunTimes {
  const added = stacks.flatMap((stack): [string, StackTimes][] => {
    const { state, planned = 0, startedAt, endedAt, seconds } = timeline.get(stack.name) ?? { state: "waiting", seconds: new Map() };
    if (state !== "done" || planned === 0 || startedAt === undefined || endedAt === undefined) return [];
    const waits = [...seconds].filter(([, took]) => took >= SHORTEST_WAIT_SECONDS);
    const overhead = Math.max(0, Math.round((endedAt - startedAt) / 1000 - chainOfStack(stack, timeline).seconds));
    return [[stack.name, { overhead, resources: { ...times[stack.name]?.resources, ...Object.fromEntries(waits) } }]];
  });
  return { ...times, ...Object.fromEntries(added) };
}

/** Writes the file as a whole. A full disk only loses an estimate, so it is not an error. */
export function writeRunTimes(file: string, times: RunTimes): void {
  const draft = `${file}.${process.pid}`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(draft, JSON.stringify(times));
    fs.renameSync(draft, file);
  } catch {
    fs.rmSync(draft, { force: true });
  }
}
