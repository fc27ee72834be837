import type { DeployEvent } from "../terraform/terraform-line";

export type StackState = "waiting" | "working" | "done" | "failed";

export interface StackTimeline {
  readonly name: string;
  state: StackState;
  startedAt?: number;
  endedAt?: number;
  /** The number of resources that Terraform will change; unknown before its plan. */
  planned?: number;
  /** Resources that Terraform will change, from its plan. */
  readonly changing: Set<string>;
  /** The duration of each resource in seconds, as Terraform reports it. */
  readonly seconds: Map<string, number>;
  /** Resources in progress, with their start times. */
  readonly open: Map<string, number>;
  /** All other Terraform output, including errors. */
  readonly text: string[];
}

/** The events of a deployment, by stack. */
export type Timeline = ReadonlyMap<string, StackTimeline>;

export function emptyTimeline(stacks: readonly string[]): Timeline {
  const fresh = (name: string): StackTimeline => ({
    name,
    state: "waiting",
    changing: new Set(),
    seconds: new Map(),
    open: new Map(),
    text: [],
  });
  return new Map(stacks.map((name) => [name, fresh(name)]));
}

/** Only managed resources count as progress: the plan's count excludes data sources and ephemeral values. */
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
    case "changing":
      stack.changing.add(event.address);
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
