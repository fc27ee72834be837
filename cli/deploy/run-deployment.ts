import { inParallel } from "../process/parallel";
import { Problem, problemText, Refused } from "../problem";
import type { StateVersion } from "../plan/plan-stack";
import { count } from "../text/markdown";
import type { DeliveryRecord, RecordKeeper } from "../store/delivery-record";
import type { Step } from "./rollout";
import type { AppliedChanges, ApplyHooks } from "./apply";

/** Checks before the deployment and after each step. */
export interface Gate {
  /** @throws Problem if deployments are currently blocked. */
  readonly before: () => Promise<void>;
  /** Waits for the bake time. @throws Problem if the step caused a regression. */
  readonly after: (step: Step, done: ReadonlySet<string>) => Promise<void>;
}

export interface DeploymentRun {
  readonly steps: readonly Step[];
  /** Applies the reviewed changes of one stack. `lastState` is its state after an earlier run of this deployment. */
  readonly apply: (stack: string, lastState: StateVersion | undefined, hooks: ApplyHooks) => Promise<AppliedChanges>;
  readonly gate: Gate;
  readonly keeper: RecordKeeper;
  readonly say: (line: string) => void;
}

export interface StackResult {
  readonly stack: string;
  readonly outcome: "deployed" | "unchanged" | "failed" | "refused" | "not started";
  /** The number of changed resources. */
  readonly changes?: number;
}

export interface StepResult {
  readonly step: string;
  readonly stacks: readonly StackResult[];
  readonly gate: "passed" | "not needed" | "failed" | "not reached";
}

export interface DeploymentResult {
  readonly steps: readonly StepResult[];
  /** Error messages. Empty if all stacks were deployed. */
  readonly failures: readonly string[];
  /** Whether an earlier run of the same deployment has changed a stack. @default false */
  readonly resumed?: boolean;
}

/** Maximum number of parallel applies. They mostly wait, but each keeps a Terraform process and its provider in memory. */
const MAX_PARALLEL = 3;

/** Deploys step by step, and within a step layer by layer. After the first failure, no further stack starts, and running applies finish. */
export async function runDeployment(deployment: DeploymentRun): Promise<DeploymentResult> {
  const record = await deployment.keeper.read();
  const run = new Run(deployment, record);
  await run.guarded(() => deployment.gate.before());
  const steps: StepResult[] = [];
  for (const step of deployment.steps) steps.push(await run.step(step));
  return { steps, failures: run.failures, ...(record.begun.length > 0 && { resumed: true }) };
}

/** Formats the number of changed resources. A deployed stack without changed resources has changed outputs only. */
export function countOf(changes: number): string {
  return changes === 0 ? "outputs only" : count(changes, "change");
}

class Run {
  public readonly failures: string[] = [];
  private readonly done = new Set<string>();
  private writing = Promise.resolve();

  public constructor(
    private readonly deployment: DeploymentRun,
    private record: DeliveryRecord,
  ) {}

  /** Runs a task and records its failure. A bug is recorded with its stack trace and also stops the deployment. */
  public async guarded(task: () => Promise<void>): Promise<"ok" | "failed" | "refused"> {
    try {
      await task();
      return "ok";
    } catch (error) {
      this.failures.push(
        error instanceof Problem ? problemText(error) : error instanceof Error ? (error.stack ?? error.message) : String(error),
      );
      return error instanceof Refused ? "refused" : "failed";
    }
  }

  public async step(step: Step): Promise<StepResult> {
    const stopped = this.failures.length > 0;
    if (!stopped) this.deployment.say(`${step.name}:`);
    const stacks: StackResult[] = [];
    for (const layer of step.layers) stacks.push(...(await inParallel(layer, MAX_PARALLEL, (stack) => this.stack(stack))));
    if (this.failures.length > 0) return { step: step.name, stacks, gate: "not reached" };
    return { step: step.name, stacks, gate: await this.gate(step, stacks) };
  }

  private async stack(stack: string): Promise<StackResult> {
    if (this.failures.length > 0) return { stack, outcome: "not started" };
    let applied: AppliedChanges;
    const hooks = {
      begin: () => this.note({ begun: [stack] }),
      recordState: (version: StateVersion) => this.note({ left: { [stack]: version } }),
    };
    const outcome = await this.guarded(async () => {
      applied = await this.deployment.apply(stack, this.record.left[stack], hooks);
    });
    if (outcome !== "ok") return { stack, outcome };
    this.done.add(stack);
    const total = this.deployment.steps.reduce((sum, { layers }) => sum + layers.flat().length, 0);
    this.deployment.say(
      `  ${stack}: ${applied === undefined ? "no changes" : `deployed, ${countOf(applied)}`} (${this.done.size}/${total} stacks)`,
    );
    return applied === undefined ? { stack, outcome: "unchanged" } : { stack, outcome: "deployed", changes: applied };
  }

  /** Skips the gate if neither this run nor an interrupted one changed a stack of this step. */
  private async gate(step: Step, stacks: readonly StackResult[]): Promise<StepResult["gate"]> {
    const interrupted = !this.record.passed.includes(step.name) && stacks.some(({ stack }) => this.record.begun.includes(stack));
    if (!interrupted && !stacks.some(({ outcome }) => outcome === "deployed")) return "not needed";
    if ((await this.guarded(() => this.deployment.gate.after(step, this.done))) !== "ok") return "failed";
    await this.note({ passed: [step.name] });
    return "passed";
  }

  private note({ begun = [], left = {}, passed = [] }: Partial<DeliveryRecord>): Promise<void> {
    const { record } = this;
    const all = (known: readonly string[], more: readonly string[]) => [...new Set([...known, ...more])];
    this.record = { ...record, begun: all(record.begun, begun), left: { ...record.left, ...left }, passed: all(record.passed, passed) };
    // Writes are sequential, so that an older record cannot overwrite a newer one.
    const write = () => this.deployment.keeper.write(this.record);
    this.writing = this.writing.then(write, write);
    return this.writing;
  }
}
