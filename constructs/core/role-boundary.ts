import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { accountIdOf } from "./account";
import { placementOf } from "./placement";

/** Where the stack that makes the boundary has it: directly below itself. */
export const BOUNDARY_ID = "WorkloadBoundary";

/**
 * The boundary of a role, as a part of its arguments: the pipeline may make no role without it. It is named, not referred to, so that no
 * stack needs the foundation's state for it; only the foundation itself refers to it, to make it first.
 *
 * @example
 * new IamRole(this, "Resource", { name, assumeRolePolicy, ...roleBoundary(this) });
 */
export function roleBoundary(scope: IConstruct): { readonly permissionsBoundary?: string } {
  const { permissionsBoundary } = placementOf(scope);
  if (permissionsBoundary === undefined) return {};
  const here = TerraformStack.of(scope).node.tryFindChild(BOUNDARY_ID) as { readonly arn: string } | undefined;
  return { permissionsBoundary: here?.arn ?? `arn:aws:iam::${accountIdOf(scope)}:policy/${permissionsBoundary}` };
}
