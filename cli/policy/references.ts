import type { Block, Documents, Resource } from "../synthesis/resources";
import { stackOfStateKey } from "../../stacks/names";

/** The resource that a reference points to. */
export type Target = Pick<Resource, "stack" | "type" | "name">;

const IN_EXPRESSION = /\$\{((?:[^{}]|\{[^{}]*\})*)\}/g;
const REFERENCE = /\b((?:data\.)?[a-z]+_[a-z0-9_]+)\.([A-Za-z0-9_-]+)\.(?:outputs\.)?([A-Za-z0-9_-]+)/g;

/** The resources that a value of a stack references, resolved through remote states of other stacks. */
export function targetsOf(documents: Documents, stack: string, value: unknown): Target[] {
  if (Array.isArray(value)) return value.flatMap((each) => targetsOf(documents, stack, each));
  if (typeof value !== "string") return [];
  return [...value.matchAll(IN_EXPRESSION)].flatMap(([, expression = ""]) =>
    [...expression.matchAll(REFERENCE)].flatMap(([, type = "", name = "", attribute = ""]) =>
      type === "data.terraform_remote_state" ? otherStack(documents, stack, name, attribute) : [{ stack, type, name }],
    ),
  );
}

function otherStack(documents: Documents, stack: string, state: string, output: string): Target[] {
  const config = documents.get(stack)?.data?.terraform_remote_state?.[state]?.config as Block | undefined;
  const from = (typeof config?.key === "string" ? stackOfStateKey(config.key) : undefined) ?? "";
  return targetsOf(documents, from, documents.get(from)?.output?.[output]?.value);
}

/** Whether a value of a stack references a resource of a type. */
export function references(documents: Documents, stack: string, value: unknown, type: string): boolean {
  return targetsOf(documents, stack, value).some((target) => target.type === type);
}

/** Unique key of a resource. */
export function keyOf({ stack, type, name }: Target): string {
  return `${stack} ${type} ${name}`;
}
