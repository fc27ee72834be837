import { App, Aspects, type IAspect, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { tmpdir } from "node:os";
import type { StackJson } from "./synth";

/**
 * The Terraform of an app as {@link synthesize} gives it, in a fraction of the CPU time: for tests that synthesise hundreds of platforms.
 * A test holds the two together. It writes no files and does not run the validations of constructs.
 */
export function synthesizeQuickly(build: (app: App) => void): ReadonlyMap<string, StackJson> {
  const app = new App({ outdir: tmpdir() });
  build(app);
  const stacks = app.node.findAll().filter((node): node is TerraformStack => TerraformStack.isStack(node));
  for (const stack of stacks) stack.prepareStack();
  for (const stack of stacks) visit(stack, []);
  return new Map(stacks.map((stack) => [stack.node.id, stack.toTerraform() as StackJson]));
}

/** Aspects of a construct see all that is below it. */
function visit(construct: IConstruct, above: readonly IAspect[]): void {
  const aspects = [...above, ...Aspects.of(construct).all];
  for (const aspect of aspects) aspect.visit(construct);
  for (const child of construct.node.children) visit(child, aspects);
}
