import type { Stack } from "../synthesis/synthesized";
import { longestChain } from "./chain";
import { providerWait } from "./provider-waits";
import type { RunTimes } from "./run-times";
import { isManaged, type StackTimeline, type Timeline } from "./timeline";

/** Without an earlier run: init, plan, and the start of the provider. */
const OVERHEAD_SECONDS = 15;
/** The part of it that is left when a stack's plan is complete. */
const APPLY_OVERHEAD_SECONDS = 3;

/**
 * Estimates the seconds until a deployment ends: the longest chain of resources that will change and are not complete yet, along the longest
 * chain of stacks. A resource takes as long as in an earlier run, or as long as its provider waits.
 *
 * @param parallel the number of stacks that are deployed at the same time
 */
export function remainingSeconds(stacks: readonly Stack[], timeline: Timeline, times: RunTimes, parallel: number, now: number): number {
  const share = changingShare(stacks, timeline);
  const nodes = stacks.map((stack) => ({
    name: stack.name,
    dependsOn: stack.dependsOn,
    seconds: ofStack(stack, timeline, times, now, share),
  }));
  const total = nodes.reduce((sum, { seconds }) => sum + seconds, 0);
  return Math.max(longestChain(nodes).seconds, total / parallel);
}

/** The share of resources that the plans so far change. Before the first plan, all may change: the run may be the first one. */
function changingShare(stacks: readonly Stack[], timeline: Timeline): number {
  const plans = stacks.flatMap(({ name, resources }) => {
    const planned = timeline.get(name)?.planned;
    return planned === undefined ? [] : [{ planned, all: resources.filter(({ address }) => isManaged(address)).length }];
  });
  const all = plans.reduce((sum, plan) => sum + plan.all, 0);
  return all === 0 ? 1 : Math.min(1, plans.reduce((sum, { planned }) => sum + planned, 0) / all);
}

/** @param share of the waits of a stack that is not planned yet, as other plans of the run suggest */
function ofStack(stack: Stack, timeline: Timeline, times: RunTimes, now: number, share: number): number {
  const progress = timeline.get(stack.name);
  if (!progress || progress.state === "done" || progress.state === "failed") return 0;
  const { resources = {}, overhead = OVERHEAD_SECONDS } = times[stack.name] ?? {};
  const nodes = stack.resources.map(({ address, dependsOn }) => {
    const seconds = willChange(progress, address) ? (resources[address] ?? providerWait(address)) : 0;
    return { name: address, dependsOn, seconds: Math.max(0, seconds - openSeconds(progress, address, now)) };
  });
  const waits = longestChain(nodes).seconds * (progress.planned === undefined ? share : 1);
  return waits + overheadLeft(progress, overhead, now);
}

/** Before the plan of a stack, all of its resources may change. */
function willChange({ planned, changing, seconds }: StackTimeline, address: string): boolean {
  return !seconds.has(address) && (planned === undefined || changing.has(address));
}

function openSeconds({ open }: StackTimeline, address: string, now: number): number {
  const since = open.get(address);
  return since === undefined ? 0 : (now - since) / 1000;
}

function overheadLeft({ planned, startedAt }: StackTimeline, overhead: number, now: number): number {
  if (planned !== undefined) return Math.min(overhead, APPLY_OVERHEAD_SECONDS);
  return Math.max(0, overhead - (startedAt === undefined ? 0 : (now - startedAt) / 1000));
}

/** "about 4m left (estimate)". Undefined in the last seconds, and when a run takes longer than estimated. */
export function estimateText(seconds: number): string | undefined {
  if (seconds < 5) return undefined;
  const text = seconds < 55 ? `${Math.ceil(seconds / 10) * 10}s` : `${Math.ceil(seconds / 60)}m`;
  return `about ${text} left (estimate)`;
}
