import { spawnSync } from "node:child_process";

/** The registry that each engine means by a short address such as `hashicorp/aws`. */
export const REGISTRIES = { Terraform: "registry.terraform.io", OpenTofu: "registry.opentofu.org" } as const;

const found = new Map<string, string>();

/**
 * The registry of the engine that commands run: Terraform, or the binary that TERRAFORM_BINARY_NAME names. Mirrors and lock files are per
 * registry.
 *
 * @see https://opentofu.org/docs/language/providers/requirements/#source-addresses
 */
export function engineRegistry({ TERRAFORM_BINARY_NAME: binary }: NodeJS.ProcessEnv = process.env): string {
  if (!binary) return REGISTRIES.Terraform;
  const known = found.get(binary);
  if (known !== undefined) return known;
  const { stdout } = spawnSync(binary, ["version"], { encoding: "utf8", timeout: 30_000 });
  // If the binary does not start, the command that needs it reports the error.
  const registry = (stdout ?? "").startsWith("OpenTofu") ? REGISTRIES.OpenTofu : REGISTRIES.Terraform;
  found.set(binary, registry);
  return registry;
}
