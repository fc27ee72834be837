import * as fs from "node:fs";
import * as path from "node:path";
import { applyPlan, init, pullState, removeFromState, savePlan, type SavePlanOptions, type StackFiles } from "./commands";
import { changesOf, doesNothing, type Change } from "./plan-changes";
import { orFail, terraformOf, type Terraform } from "./terraform";
import type { TerraformContext } from "./terraform-context";
import { parseTerraformLine } from "./terraform-line";

/** A part of a stack. */
export type Part = Pick<SavePlanOptions, "targets" | "replace">;

const PLAN_FILE = "part.tfplan";
/** Of what Terraform says every ten seconds while it waits. */
const EACH_HALF_MINUTE = /(m0|30)s elapsed\]/;

/** A synthesised stack and its state, for commands that change a part of it: without cdktf, which only knows whole stacks. */
export class StackFolder {
  private constructor(
    public readonly stack: StackFiles,
    private readonly terraform: Terraform,
  ) {}

  public static async open(context: TerraformContext, stack: StackFiles): Promise<StackFolder> {
    const terraform = terraformOf(context);
    await init(terraform, stack);
    return new StackFolder(stack, terraform);
  }

  /** The state as it is now, as text. */
  public pullState(): Promise<string> {
    return pullState(this.terraform, this.stack);
  }

  /** Removes resources from the state. They stay in the account. */
  public forget(addresses: readonly string[]): Promise<void> {
    return removeFromState(this.terraform, this.stack, addresses);
  }

  /** Plans a part and keeps the plan until it is applied or discarded. */
  public async plan(part: Part): Promise<PlannedPart> {
    const document = await savePlan(this.terraform, this.stack, PLAN_FILE, part);
    return new PlannedPart(this, changesOf(document), doesNothing(document));
  }

  /** Applies the plan that is kept, telling what happens as it happens. */
  public async applyPlan(say: (line: string) => void): Promise<void> {
    const { name } = this.stack;
    const onLine = (line: string) => {
      const { kind } = parseTerraformLine(name, line, 0);
      const worth = kind === "started" || kind === "done" || (kind === "waiting" && EACH_HALF_MINUTE.test(line));
      if (worth) say(`  ${line}`);
    };
    const finished = await applyPlan(this.terraform, this.stack, PLAN_FILE, { onLine });
    orFail(name, "the change failed half-way; run the same command again", finished);
  }

  /** A plan holds all that a state holds: it is not left lying about. */
  public discardPlan(): void {
    fs.rmSync(path.join(this.stack.directory, PLAN_FILE), { force: true });
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
