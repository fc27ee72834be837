import { type IConstruct } from "constructs";
import type { RemovalPolicy } from "./removal-policy";
import type { NameKind } from "../../aws/name-limits";
import { physicalName } from "./names";
import type { Duration } from "../../language/units";

/** Environment and region of a construct. All names, keys and protections in it depend on them. */
export interface Placement {
  readonly environment: string;
  readonly region: string;
  readonly removalPolicy: RemovalPolicy;
  readonly logRetention: Duration;
  /** Name of the permissions boundary of roles. @default no boundary */
  readonly permissionsBoundary?: string;
}

const CONTEXT_KEY = "terrace:placement";

/** Sets the placement of a scope and everything in it. The scope must not have children yet. */
export function place(scope: IConstruct, placement: Placement): void {
  scope.node.setContext(CONTEXT_KEY, placement);
}

/**
 * The placement of the nearest scope that has one.
 *
 * @throws Error if no scope above has a placement.
 */
export function placementOf(scope: IConstruct): Placement {
  const placement = scope.node.tryGetContext(CONTEXT_KEY) as Placement | undefined;
  if (!placement)
    throw new Error(`"${scope.node.path}" has no placement: call place(stack, { environment, region, … }) before you create it`);
  return placement;
}

/** The physical name of a resource in a scope: `<environment>-<parts>`, checked against AWS's limit for its kind. */
export function nameIn(scope: IConstruct, kind: NameKind, ...parts: readonly string[]): string {
  return physicalName(kind, placementOf(scope).environment, ...parts);
}

/** Whether stateful resources in a scope are protected from deletion, by Terraform and by AWS. */
export function isProtected(scope: IConstruct): boolean {
  return placementOf(scope).removalPolicy === "retain";
}

/**
 * The lifecycle of a resource that others use and that has no unique name. Terraform deletes it after they stop using it. Otherwise,
 * Terraform deletes it first, or at the same time.
 *
 * @see https://github.com/hashicorp/terraform/blob/main/docs/destroying.md
 */
export const DELETED_AFTER_USE = { createBeforeDestroy: true } as const;

/**
 * The lifecycle of a stateful resource.
 *
 * @param ignoreChanges attributes that AWS or an operator changes and that Terraform must ignore.
 */
export function statefulLifecycle(scope: IConstruct, ignoreChanges: readonly string[] = []) {
  return {
    preventDestroy: isProtected(scope),
    ...(ignoreChanges.length > 0 && { ignoreChanges: [...ignoreChanges] }),
  };
}
