import * as fs from "node:fs";
import * as path from "node:path";
import { applyPlan, init, pullState, removeFromState, savePlan, type SavePlanOptions, type StackFiles } from "./commands";
import { changesOf, doesNothing, type Change } from "./plan-changes";
import { orFail, terraformOf, type Terraform } from "./terraform";
import type { TerraformContext } from "./terraform-context";
import { progressLine } from "./progress-line";

/** A part of a stack. */
export type Part = Pick<SavePlanOptions, "targets" | "replace">;

const PLAN_FILE = "part.tfplan";
/** People wait for these commands. */
const LINE_EVERY_SECONDS = 30;

/** A synthesized stack and its state, for commands that change a part of it. cdktf can only deploy whole stacks. */
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

  /** The current state, as text. */
  public pullState(): Promise<string> {
    return pullState(this.terraform, this.stack);
  }

  /** Removes resources from the state. They stay in the account. */
  public forget(addresses: readonly string[]): Promise<void> {
    return removeFromState(this.terraform, this.stack, addresses);
  }

  /** Plans a part and saves the plan until it is applied or discarded. */
  public async plan(part: Part): Promise<PlannedPart> {
    const document = await savePlan(this.terraform, this.stack, PLAN_FILE, part);
    return new PlannedPart(this, changesOf(document), doesNothing(document));
  }

  /** Applies the saved plan and prints its progress. */
  public async applyPlan(say: (line: string) => void): Promise<void> {
    const { name } = this.stack;
    const onLine = (line: string) => {
      const shown = progressLine(name, line, LINE_EVERY_SECONDS);
      if (shown !== undefined) say(shown);
    };
    const finished = await applyPlan(this.terraform, this.stack, PLAN_FILE, { onLine });
    orFail(name, "the apply failed; run the same command again", finished);
  }

  /** Deletes the plan, because it contains secrets like a state does. */
  public discardPlan(): void {
    fs.rmSync(path.join(this.stack.directory, PLAN_FILE), { force: true });
  }
}

/** A saved plan of a part, to apply or discard. */
export class PlannedPart {
  public constructor(
    private readonly folder: StackFolder,
    public readonly changes: readonly Change[],
    /** Neither resources nor outputs change. */
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
