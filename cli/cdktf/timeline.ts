import type { DeployEvent } from "../terraform/terraform-line";

export type StackState = "waiting" | "initialised" | "working" | "done" | "failed";

export interface StackTimeline {
  readonly name: string;
  state: StackState;
  startedAt?: number;
  endedAt?: number;
  /** How many resources Terraform means to touch; unknown before its plan. */
  planned?: number;
  /** What each resource took, in seconds, as Terraform reports it. */
  readonly seconds: Map<string, number>;
  /** What is being made now, and since when. */
  readonly open: Map<string, number>;
  /** What Terraform said and what is none of the above; its errors are in here. */
  readonly text: string[];
}

/** What happened in a deployment, by stack. */
export type Timeline = ReadonlyMap<string, StackTimeline>;

export function emptyTimeline(stacks: readonly string[]): Timeline {
  const fresh = (name: string): StackTimeline => ({ name, state: "waiting", seconds: new Map(), open: new Map(), text: [] });
  return new Map(stacks.map((name) => [name, fresh(name)]));
}

/** Only what Terraform manages counts as progress: data sources and ephemeral values are not in its plan. */
export function isManaged(address: string): boolean {
  return !address.startsWith("data.") && !address.startsWith("ephemeral.");
}

export function doneCount(stack: StackTimeline): number {
  return [...stack.seconds.keys()].filter(isManaged).length;
}

const STATES: Readonly<Record<string, StackState>> = {
  planning: "working",
  deploying: "working",
  destroying: "working",
  done: "done",
  errored: "failed",
};

export function record(timeline: Timeline, event: DeployEvent): void {
  const stack = timeline.get(event.stack);
  if (!stack) return;
  switch (event.kind) {
    case "phase":
      recordPhase(stack, STATES[event.phase], event.at);
      return;
    case "planned":
      stack.planned = event.count;
      return;
    case "started":
      stack.open.set(event.address, event.at);
      return;
    case "done":
      stack.open.delete(event.address);
      stack.seconds.set(event.address, Math.max(event.seconds, stack.seconds.get(event.address) ?? 0));
      return;
    case "text":
      stack.text.push(event.text);
      return;
    case "waiting":
      return;
  }
}

function recordPhase(stack: StackTimeline, state: StackState | undefined, at: number): void {
  if (!state) return;
  stack.state = state;
  if (state === "working") stack.startedAt ??= at;
  else stack.endedAt = at;
}
