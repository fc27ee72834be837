import { TerraformResource, type TerraformResourceLifecycle } from "cdktf";
import type { Construct } from "constructs";

/** Values that are persisted in the state. */
export interface PersistedValue {
  /** Changes whenever the resource is replaced. */
  readonly id: string;
  /** The persisted value with this name. */
  value(name: string): string;
}

export interface PersistedValueProps {
  /** Values by name. */
  readonly input: Readonly<Record<string, string>>;
  readonly lifecycle?: TerraformResourceLifecycle;
}

/**
 * Persists values in the state with Terraform's `terraform_data`.
 *
 * Not with cdktf's `DataResource`: it runs the local Terraform for its version, in a separate process, whenever such a resource is
 * synthesized. Every stack requires a Terraform version that has `terraform_data`.
 *
 * @see https://developer.hashicorp.com/terraform/language/resources/terraform-data
 */
export function persistValue(scope: Construct, id: string, { input, lifecycle }: PersistedValueProps): PersistedValue {
  const resource = new TerraformResource(scope, id, { terraformResourceType: "terraform_data", ...(lifecycle && { lifecycle }) });
  resource.addOverride("input", input);
  return { id: resource.getStringAttribute("id"), value: (name) => resource.getStringAttribute(`output.${name}`) };
}
