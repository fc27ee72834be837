import { App, Aspects, type IAspect, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { tmpdir } from "node:os";
import type { StackJson } from "./synth";

/**
 * The same Terraform as {@link synthesize}, in a fraction of the CPU time, for tests that synthesize hundreds of platforms. Writes no files
 * and skips the constructs' validations. A test compares the two functions.
 */
export function synthesizeQuickly(build: (app: App) => void): ReadonlyMap<string, StackJson> {
  const app = new App({ outdir: tmpdir() });
  build(app);
  const stacks = app.node.findAll().filter((node): node is TerraformStack => TerraformStack.isStack(node));
  for (const stack of stacks) stack.prepareStack();
  for (const stack of stacks) visit(stack, []);
  return new Map(stacks.map((stack) => [stack.node.id, stack.toTerraform() as StackJson]));
}

/** Aspects of a construct also visit its descendants. */
function visit(construct: IConstruct, above: readonly IAspect[]): void {
  const aspects = [...above, ...Aspects.of(construct).all];
  for (const aspect of aspects) aspect.visit(construct);
  for (const child of construct.node.children) visit(child, aspects);
}
