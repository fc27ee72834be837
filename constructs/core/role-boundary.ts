import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { accountIdOf } from "./account";
import { placementOf } from "./placement";

/** Construct ID of the boundary, directly below the stack that creates it. */
export const BOUNDARY_ID = "WorkloadBoundary";

/**
 * The permissions boundary of a role, as part of its arguments: the pipeline cannot create a role without it. The boundary is addressed by
 * name, so that no other stack needs the foundation's state. Only the foundation itself references the resource, so that it is created
 * first.
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

/**
 * The path of managed policies of workload roles. The pipeline can create policies with this path only, because its own policies and the
 * boundaries have the environment's name as a prefix of their names.
 */
export function workloadPolicyPath(environment: string): string {
  return `/${environment}/`;
}
