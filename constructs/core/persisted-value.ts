import { TerraformResource, type TerraformResourceLifecycle } from "cdktf";
import type { Construct } from "constructs";

/** Values that the state keeps. */
export interface PersistedValue {
  /** Another one each time that the resource is replaced. */
  readonly id: string;
  /** What is kept under a name. */
  value(name: string): string;
}

export interface KeptValueProps {
  /** By name. */
  readonly input: Readonly<Record<string, string>>;
  readonly lifecycle?: TerraformResourceLifecycle;
}

/**
 * Keeps values in the state by Terraform's own `terraform_data`.
 *
 * Not by cdktf's `DataResource`, which is the same but asks the Terraform on the machine for its version each time that one is
 * synthesised, in a process of its own. Every stack of ours demands a version that has it.
 *
 * @see https://developer.hashicorp.com/terraform/language/resources/terraform-data
 */
export function persistValue(scope: Construct, id: string, { input, lifecycle }: KeptValueProps): PersistedValue {
  const resource = new TerraformResource(scope, id, { terraformResourceType: "terraform_data", ...(lifecycle && { lifecycle }) });
  resource.addOverride("input", input);
  return { id: resource.getStringAttribute("id"), value: (name) => resource.getStringAttribute(`output.${name}`) };
}
