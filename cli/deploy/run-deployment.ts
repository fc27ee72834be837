import { inParallel } from "../process/parallel";
import { Refused, Problem } from "../problem";
import type { StateVersion } from "../plan/plan-stack";
import { count } from "../text/markdown";
import type { DeliveryRecord, RecordKeeper } from "../store/delivery-record";
import type { Step } from "./rollout";
import type { AppliedChanges, ApplyHooks } from "./apply";

/** What stands between one step and the next. */
export interface Gate {
  /** @throws Problem where nothing may be deployed now. */
  readonly before: () => Promise<void>;
  /** Waits for the bake time. @throws Problem where the step did harm. */
  readonly after: (step: Step, done: ReadonlySet<string>) => Promise<void>;
}

export interface DeploymentRun {
  readonly steps: readonly Step[];
  /** Brings one stack to what was reviewed. `left` is what an earlier run of this delivery has left of it. */
  readonly turn: (stack: string, left: StateVersion | undefined, notes: ApplyHooks) => Promise<AppliedChanges>;
  readonly gate: Gate;
  readonly keeper: RecordKeeper;
  readonly say: (line: string) => void;
}

export interface StackResult {
  readonly stack: string;
  readonly outcome: "deployed" | "unchanged" | "failed" | "refused" | "not begun";
  /** How many resources were changed. */
  readonly changes?: number;
}

export interface StepResult {
  readonly step: string;
  readonly stacks: readonly StackResult[];
  readonly gate: "passed" | "not needed" | "closed" | "not reached";
}

export interface DeploymentResult {
  readonly steps: readonly StepResult[];
  /** What went wrong, in the words that a person needs; none where all was deployed. */
  readonly failures: readonly string[];
  /** Whether an earlier run of the same delivery has begun with it. @default false */
  readonly resumed?: boolean;
}

/** Stacks of a layer at once: nearly all of the time is waiting, and each holds a Terraform with its provider in memory. */
const AT_ONCE = 3;

/** Deploys step by step, and within a step layer by layer. After the first failure nothing more is begun; what is under way comes to its end. */
export async function runDeployment(delivery: DeploymentRun): Promise<DeploymentResult> {
  const record = await delivery.keeper.read();
  const run = new Run(delivery, record);
  await run.guarded(() => delivery.gate.before());
  const steps: StepResult[] = [];
  for (const step of delivery.steps) steps.push(await run.step(step));
  return { steps, failures: run.failures, ...(record.begun.length > 0 && { resumed: true }) };
}

/** Without a change of a resource, what others read of the stack is another one. */
export function countOf(changes: number): string {
  return changes === 0 ? "outputs only" : count(changes, "change");
}

class Run {
  public readonly failures: string[] = [];
  private readonly done = new Set<string>();
  private writing = Promise.resolve();

  public constructor(
    private readonly delivery: DeploymentRun,
    private record: DeliveryRecord,
  ) {}

  /** Does something that may fail, and says how it went. A mistake of ours is told with its stack, and stops the delivery in the same way. */
  public async guarded(task: () => Promise<void>): Promise<"fine" | "failed" | "refused"> {
    try {
      await task();
      return "fine";
    } catch (error) {
      this.failures.push(
        error instanceof Problem ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error),
      );
      return error instanceof Refused ? "refused" : "failed";
    }
  }

  public async step(step: Step): Promise<StepResult> {
    const stopped = this.failures.length > 0;
    if (!stopped) this.delivery.say(`${step.name}:`);
    const stacks: StackResult[] = [];
    for (const layer of step.layers) stacks.push(...(await inParallel(layer, AT_ONCE, (stack) => this.stack(stack))));
    if (this.failures.length > 0) return { step: step.name, stacks, gate: "not reached" };
    return { step: step.name, stacks, gate: await this.gate(step, stacks) };
  }

  private async stack(stack: string): Promise<StackResult> {
    if (this.failures.length > 0) return { stack, outcome: "not begun" };
    let applied: AppliedChanges;
    const notes = {
      begin: () => this.note({ begun: [stack] }),
      leave: (mark: StateVersion) => this.note({ left: { [stack]: mark } }),
    };
    const went = await this.guarded(async () => {
      applied = await this.delivery.turn(stack, this.record.left[stack], notes);
    });
    if (went !== "fine") return { stack, outcome: went };
    this.done.add(stack);
    this.delivery.say(`  ${stack}: ${applied === undefined ? "nothing to do" : `deployed, ${countOf(applied)}`}`);
    return applied === undefined ? { stack, outcome: "unchanged" } : { stack, outcome: "deployed", changes: applied };
  }

  /** Nothing was changed, by this run or by an earlier one that did not come to the end of its bake time: nothing to wait for. */
  private async gate(step: Step, stacks: readonly StackResult[]): Promise<StepResult["gate"]> {
    const unseen = !this.record.passed.includes(step.name) && stacks.some(({ stack }) => this.record.begun.includes(stack));
    if (!unseen && !stacks.some(({ outcome }) => outcome === "deployed")) return "not needed";
    if ((await this.guarded(() => this.delivery.gate.after(step, this.done))) !== "fine") return "closed";
    await this.note({ passed: [step.name] });
    return "passed";
  }

  private note({ begun = [], left = {}, passed = [] }: Partial<DeliveryRecord>): Promise<void> {
    const { record } = this;
    const all = (known: readonly string[], more: readonly string[]) => [...new Set([...known, ...more])];
    this.record = { ...record, begun: all(record.begun, begun), left: { ...record.left, ...left }, passed: all(record.passed, passed) };
    // One after another: of two at once the later one might be overwritten by the one before it.
    const write = () => this.delivery.keeper.write(this.record);
    this.writing = this.writing.then(write, write);
    return this.writing;
  }
}
