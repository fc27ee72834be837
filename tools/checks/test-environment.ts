import * as fs from "node:fs";
import * as path from "node:path";
import type { Paths } from "../../cli/paths";
import { chooseProvider } from "../../cli/terraform/provider";

/** The environment for Terraform in tests: with a provider that is available on this machine, cached in .terrace. */
export async function testEnvironment(paths: Paths): Promise<NodeJS.ProcessEnv> {
  const { cliConfig } = await chooseProvider(paths);
  const { TF_CLI_CONFIG_FILE: _unchecked, ...env } = process.env;
  const TF_PLUGIN_CACHE_DIR = process.env.TF_PLUGIN_CACHE_DIR ?? path.join(paths.home, "plugin-cache");
  fs.mkdirSync(TF_PLUGIN_CACHE_DIR, { recursive: true });
  return { ...env, TF_PLUGIN_CACHE_DIR, CHECKPOINT_DISABLE: "1", ...(cliConfig !== undefined && { TF_CLI_CONFIG_FILE: cliConfig }) };
}
