import { type IConstruct } from "constructs";
import type { RemovalPolicy } from "./removal-policy";
import type { NameKind } from "../../aws/name-limits";
import { physicalName } from "./names";
import type { Duration } from "../../language/units";

/** Where a construct stands: what every name, key and protection in it depends on. */
export interface Placement {
  readonly environment: string;
  readonly region: string;
  readonly removalPolicy: RemovalPolicy;
  readonly logRetention: Duration;
  /** Name of the policy that bounds what roles may; undefined: none does. */
  readonly permissionsBoundary?: string;
}

const CONTEXT_KEY = "terrace:placement";

/** Gives a scope, which must not have children yet, and all that is made in it a placement. */
export function place(scope: IConstruct, placement: Placement): void {
  scope.node.setContext(CONTEXT_KEY, placement);
}

/**
 * The placement of the nearest scope that has one.
 *
 * @throws Error if no scope above has been placed.
 */
export function placementOf(scope: IConstruct): Placement {
  const placement = scope.node.tryGetContext(CONTEXT_KEY) as Placement | undefined;
  if (!placement) throw new Error(`"${scope.node.path}" has no placement: call place(stack, { environment, region, … }) before making it`);
  return placement;
}

/** The physical name of a thing in a scope: `<environment>-<parts>`, checked against AWS's limit for its kind. */
export function nameIn(scope: IConstruct, kind: NameKind, ...parts: readonly string[]): string {
  return physicalName(kind, placementOf(scope).environment, ...parts);
}

/** Whether what keeps data in a scope is protected from deletion, by Terraform and by AWS. */
export function isProtected(scope: IConstruct): boolean {
  return placementOf(scope).removalPolicy === "retain";
}

/**
 * The lifecycle of a resource that keeps data.
 *
 * @param ignoreChanges attributes that AWS or an operator changes and Terraform must leave alone.
 */
export function statefulLifecycle(scope: IConstruct, ignoreChanges: readonly string[] = []) {
  return {
    preventDestroy: isProtected(scope),
    ...(ignoreChanges.length > 0 && { ignoreChanges: [...ignoreChanges] }),
  };
}
