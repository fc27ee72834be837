import * as fs from "node:fs";
import * as path from "node:path";
import { terraformErrors } from "../cdktf/failure";
import { parseTerraformLine } from "../cdktf/cdktf-log";
import type { Stack } from "../synthesis/synthesized";
import type { Workplace } from "./terraform-context";
import { Problem } from "../problem";
import { lastLines, run, type Finished } from "../process/run";
import { changesOf, doesNothing, type Change, type PlanDocument } from "./plan-changes";

/** A part of a stack. */
export interface Part {
  /** Nothing but these, and what they need. @default the whole stack */
  readonly targets?: readonly string[];
  /** Built anew though nothing about them differs. */
  readonly replace?: readonly string[];
}

const PLAN_FILE = "part.tfplan";
/** Of what Terraform says every ten seconds while it waits. */
const EACH_HALF_MINUTE = /(m0|30)s elapsed\]/;

/** A synthesised stack and its state, for commands that change a part of it: without cdktf, which only knows whole stacks. */
export class StackFolder {
  private constructor(
    public readonly stack: Stack,
    private readonly workplace: Workplace,
  ) {}

  public static async open(workplace: Workplace, stack: Stack): Promise<StackFolder> {
    const folder = new StackFolder(stack, workplace);
    await folder.mustRun("its state cannot be reached", ["init", "-input=false", "-no-color"]);
    return folder;
  }

  /** The state as it is now, as text. */
  public async pullState(): Promise<string> {
    return (await this.mustRun("its state cannot be read", ["state", "pull"])).stdout;
  }

  /** Terraform forgets these; what they are stays where it is. */
  public async forget(addresses: readonly string[]): Promise<void> {
    await this.mustRun("its state cannot be changed", ["state", "rm", ...addresses]);
  }

  /** Plans a part and keeps the plan until it is applied or discarded. */
  public async plan({ targets = [], replace = [] }: Part): Promise<PlannedPart> {
    const only = targets.map((address) => `-target=${address}`);
    const anew = replace.map((address) => `-replace=${address}`);
    await this.mustRun("its plan failed", ["plan", "-input=false", "-no-color", `-out=${PLAN_FILE}`, ...only, ...anew]);
    const { stdout } = await this.mustRun("its plan cannot be shown", ["show", "-json", PLAN_FILE]);
    const document = JSON.parse(stdout) as PlanDocument;
    return new PlannedPart(this, changesOf(document), doesNothing(document));
  }

  /** Applies the plan that is kept, telling what happens as it happens. */
  public async applyPlan(say: (line: string) => void): Promise<void> {
    const onLine = (line: string) => {
      const { kind } = parseTerraformLine(this.stack.name, line, 0);
      const worth = kind === "started" || kind === "done" || (kind === "waiting" && EACH_HALF_MINUTE.test(line));
      if (worth) say(`  ${line}`);
    };
    await this.mustRun("the change failed half-way; run the same command again", ["apply", "-input=false", "-no-color", PLAN_FILE], onLine);
  }

  /** A plan holds all that a state holds: it is not left lying about. */
  public discardPlan(): void {
    fs.rmSync(path.join(this.stack.directory, PLAN_FILE), { force: true });
  }

  private async mustRun(complaint: string, args: readonly string[], onLine?: (line: string) => void): Promise<Finished> {
    const { paths, env } = this.workplace;
    const { name, directory: cwd } = this.stack;
    const log = path.join(paths.logs, `${name}-${args[0]}.log`);
    // What `show` and `state pull` print is a state, with what is secret in it.
    const loggable = args[0] !== "show" && args[0] !== "state";
    const options = { cwd, env, ...(loggable && { log }), ...(onLine && { onLine }) };
    const finished = await run(env.TERRAFORM_BINARY_NAME ?? "terraform", args, options);
    if (finished.code === 0) return finished;
    const errors = terraformErrors(finished.stderr.split("\n")).join("\n\n") || lastLines(finished.stderr || finished.stdout, 20);
    throw new Problem(`${name}: ${complaint}.\n\n${errors}${loggable ? `\n\nAll that Terraform said: ${log}` : ""}`);
  }
}

/** A plan that waits for a decision. */
export class PlannedPart {
  public constructor(
    private readonly folder: StackFolder,
    public readonly changes: readonly Change[],
    /** Neither a resource changes nor what other stacks read. */
    public readonly empty: boolean,
  ) {}

  public get stack(): string {
    return this.folder.stack.name;
  }

  public async apply(say: (line: string) => void): Promise<void> {
    if (!this.empty) await this.folder.applyPlan(say);
    this.discard();
  }

  public discard(): void {
    this.folder.discardPlan();
  }
}
