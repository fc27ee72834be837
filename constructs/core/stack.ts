import { Aspects, type TerraformBackend, TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { escapeLiterals } from "./literal";
import { Tokens } from "./tokens";

type Json = Record<string, unknown>;

/**
 * A TerraformStack that synthesizes the same Terraform in a fraction of the time: cdktf resolves every value of every element three times;
 * this stack resolves each value once, and only values that can contain tokens. Overrides, validations, references between stacks and
 * aspects work as in cdktf. If there are aspects, their changes require one more resolution.
 *
 * @example
 * class NetworkStack extends Stack {}
 */
export abstract class Stack extends TerraformStack {
  /** Private in cdktf. */
  private readonly overrides: Json = {};
  private readonly prepared = new Map<TerraformElement, unknown>();
  private backend: TerraformBackend | undefined;

  /** The first resolution creates the connections between stacks: outputs in one, remote states in the other. */
  public override prepareStack(): void {
    this.ensureBackendExists();
    this.prepared.clear();
    const tokens = new Tokens({ scope: this, preparing: true });
    for (const element of elementsOf(this)) this.prepared.set(element, tokens.resolve(element.toTerraform()));
    if (hasAspects(this)) this.prepared.clear();
  }

  /** Caches the backend: cdktf searches all elements for it on each reference to the stack. */
  public override ensureBackendExists(): TerraformBackend {
    return (this.backend ??= super.ensureBackendExists());
  }

  public override addOverride(path: string, value: unknown): void {
    super.addOverride(path, value);
    put(this.overrides, path.split("."), value);
  }

  public override toTerraform(): Json {
    const tokens = new Tokens({ scope: this, preparing: false });
    const elements = elementsOf(this);
    const json: Json = { "//": { metadata: this.metadataOf(elements, tokens), outputs: outputsOf(elements) } };
    for (const element of elements) merge(json, this.prepared.get(element) ?? tokens.resolve(element.toTerraform()));
    this.prepared.clear();
    merge(json, tokens.resolve(this.overrides));
    return escapeLiterals(json);
  }

  /** Metadata for cdktf-cli. */
  private metadataOf(elements: readonly TerraformElement[], tokens: Tokens): Json {
    const overridden = Object.keys(this.overrides);
    const metadata: Json = {
      version: this.node.tryGetContext("cdktfVersion") as unknown,
      stackName: this.node.id,
      backend: "local",
      ...(overridden.length > 0 && { overrides: { stack: overridden } }),
    };
    for (const element of elements) merge(metadata, tokens.resolve(element.toMetadata()));
    return metadata;
  }
}

/** Whether an aspect of the stack or of a construct in it can change resolved values. cdktf does not apply aspects of the app. */
function hasAspects(stack: TerraformStack): boolean {
  return stack.node.findAll().some((construct) => Aspects.of(construct).all.length > 0);
}

/** All elements below a construct in creation order, without those of nested stacks. */
function elementsOf(construct: IConstruct, into: TerraformElement[] = []): readonly TerraformElement[] {
  if (TerraformElement.isTerraformElement(construct)) into.push(construct);
  for (const child of construct.node.children) if (!TerraformStack.isStack(child)) elementsOf(child, into);
  return into;
}

/** The Terraform names of outputs, by construct path. */
function outputsOf(elements: readonly TerraformElement[]): Json {
  const outputs: Json = {};
  for (const element of elements.filter((each) => TerraformOutput.isTerraformOutput(each)))
    put(outputs, element.node.path.split("/"), element.friendlyUniqueId);
  return outputs;
}

/** Sets the value at a path and overwrites any other. Values on the way that are not objects are replaced with objects. */
function put(into: Json, [key = "", ...rest]: readonly string[], value: unknown): void {
  const known = into[key];
  into[key] = rest.length === 0 ? value : isObject(known) ? known : {};
  if (rest.length > 0) put(into[key] as Json, rest, value);
}

/** Merges objects by key, and concatenates lists (of providers, for example). */
function merge(into: Json, from: unknown): void {
  for (const [key, value] of Object.entries(from as Json)) {
    const known = into[key];
    if (isObject(value) && isObject(known)) merge(known, value);
    else if (Array.isArray(value) && Array.isArray(known)) known.push(...(value as unknown[]));
    else if (value !== undefined) into[key] = value;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
