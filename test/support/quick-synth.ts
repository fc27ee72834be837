import {
  App,
  Aspects,
  DefaultTokenResolver,
  type IAspect,
  StringConcat,
  TerraformElement,
  TerraformProvider,
  TerraformStack,
  Tokenization,
} from "cdktf";
import type { IConstruct } from "constructs";
import type { StackJson } from "./synth";

const resolver = new DefaultTokenResolver(new StringConcat());

/**
 * The Terraform of an app as {@link synthesize} gives it, but for the block `terraform`, in a fraction of the CPU time: for tests that
 * synthesise hundreds of platforms. A test holds the two together.
 *
 * What is left out costs most: files, cdktf's own validations, a stack trace for each token, two of the three times that everything is
 * resolved, and all of them for providers, of which stacks that span regions have one for each region there is, all made of plain values.
 */
export function synthesizeQuickly(build: (app: App) => void): ReadonlyMap<string, StackJson> {
  return withoutTraces(() => {
    const app = new App({ outdir: "never-written" });
    build(app);
    const stacks = app.node.findAll().filter((node): node is TerraformStack => TerraformStack.isStack(node));
    for (const stack of stacks) visit(stack, []);
    const resolved = resolveAll(stacks);
    return new Map(stacks.map((stack) => [stack.node.id, terraformOf(stack, resolved)]));
  });
}

/** Aspects of a construct see all that is below it. */
function visit(construct: IConstruct, above: readonly IAspect[]): void {
  const aspects = [...above, ...Aspects.of(construct).all];
  for (const aspect of aspects) aspect.visit(construct);
  for (const child of construct.node.children) visit(child, aspects);
}

/** What one stack needs of another becomes an output there, so that resolving elements may make new ones in any stack. */
function resolveAll(stacks: readonly TerraformStack[]): ReadonlyMap<TerraformElement, object> {
  const resolved = new Map<TerraformElement, object>();
  for (let before = -1; before < resolved.size;) {
    before = resolved.size;
    for (const scope of stacks) {
      for (const element of resolvable(scope).filter((each) => !resolved.has(each)))
        resolved.set(element, Tokenization.resolve(element.toTerraform(), { scope, resolver, preparing: true }) as object);
    }
  }
  return resolved;
}

function terraformOf(stack: TerraformStack, resolved: ReadonlyMap<TerraformElement, object>): StackJson {
  const json: Record<string, unknown> = {};
  for (const provider of elements(stack).filter(isProvider)) merge(json, provider.toTerraform() as object);
  for (const element of resolvable(stack)) merge(json, resolved.get(element) ?? {});
  return { ...json, terraform: {} };
}

/** Elements with tokens in them. */
function resolvable(stack: TerraformStack): readonly TerraformElement[] {
  return elements(stack).filter((element) => !isProvider(element));
}

function elements(stack: TerraformStack): readonly TerraformElement[] {
  return stack.node.findAll().filter((node): node is TerraformElement => TerraformElement.isTerraformElement(node));
}

function isProvider(element: TerraformElement): element is TerraformProvider {
  return element instanceof TerraformProvider;
}

/** Objects come together by their keys, and lists, of providers, end to end. */
function merge(into: Record<string, unknown>, from: object): void {
  for (const [key, value] of Object.entries(from) as [string, unknown][]) {
    const known = into[key];
    if (Array.isArray(known) && Array.isArray(value)) known.push(...(value as unknown[]));
    else if (isObject(known) && isObject(value)) merge(known, value);
    else if (value !== undefined) into[key] = value;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** cdktf takes the whole stack trace of each token, whatever the limit is. */
function withoutTraces<Result>(run: () => Result): Result {
  const original = Object.getOwnPropertyDescriptor(Error, "captureStackTrace");
  Error.captureStackTrace = () => undefined;
  try {
    return run();
  } finally {
    if (original) Object.defineProperty(Error, "captureStackTrace", original);
  }
}
