import * as fs from "node:fs";
import * as path from "node:path";
import { preserveErroredStates, preservedStates, preservedStateText } from "../terraform/errored-state";
import { neededProvider } from "../terraform/provider";
import type { Provider } from "../terraform/mirror";
import { runApp } from "./run-app";
import type { Stack } from "./synthesized";
import type { TerraformContext } from "../terraform/terraform-context";

/** Runs the same command as cdktf, into an empty folder: the output of an earlier run may belong to another account. */
export async function synthesize({ paths, env }: TerraformContext): Promise<Stack[]> {
  const folder = path.join(paths.root, paths.output);
  preserveErroredStates(folder, preservedStates(paths.home)).forEach((kept) => console.error(preservedStateText(kept)));
  fs.rmSync(folder, { recursive: true, force: true });
  const stacks = await runApp(paths.root, folder, env);
  stacks.forEach((stack) => fs.writeFileSync(path.join(stack.directory, ".terraform.lock.hcl"), lockWithoutHashes(neededProvider())));
  return stacks;
}

/**
 * A lock file with the provider's version and no checksums. Terraform still verifies the provider when it installs it; with checksums it would read
 * the provider's 675 MB again for each of the about 20 commands of a deployment, two seconds each.
 */
export function lockWithoutHashes({ registry, address, version }: Provider): string {
  return `provider "${registry}/${address}" {\n  version     = "${version}"\n  constraints = "${version}"\n}\n`;
}
