import * as fs from "node:fs";
import * as path from "node:path";
import { pathsOf, type Paths } from "../paths";
import { keepErroredStates, preservedStates, preservedStateText } from "./errored-state";
import { chooseProvider } from "./provider";

/** Where a command synthesises and runs Terraform, and with which variables. */
export interface TerraformContext {
  readonly paths: Paths;
  /** For programs that it starts. */
  readonly env: NodeJS.ProcessEnv;
}

/** What a person's shell may hold that would change what Terraform is told here. */
const FOREIGN = /^(TF_CLI_ARGS.*|TF_VAR_.*|TF_WORKSPACE|TF_DATA_DIR|CDKTF_.*)$/;

/** Credentials, and AWS_ENDPOINT_URL where a local AWS is meant, pass as they are: cdktf reads them in the same way. */
export function terraformEnvironment(base: NodeJS.ProcessEnv, environment: string, cache: string, cliConfig?: string): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(base).filter(([name]) => !FOREIGN.test(name)));
  return {
    ...kept,
    ENVIRONMENT: environment,
    TF_IN_AUTOMATION: "1",
    CHECKPOINT_DISABLE: "1",
    TF_PLUGIN_CACHE_DIR: base.TF_PLUGIN_CACHE_DIR ?? cache,
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "true",
    TF_CLI_ARGS_init: "-lockfile=readonly",
    ...(cliConfig !== undefined && { TF_CLI_CONFIG_FILE: cliConfig }),
  };
}

/**
 * A workplace for the account that this shell's credentials lead to, of this process alone: two commands may run at once. Its files stay
 * apart from those of cdktf and of the local runs, and go when the process ends, since they may hold what a state holds.
 */
export async function openTerraformContext(root: string, environment: string): Promise<TerraformContext> {
  const { home, ...rest } = pathsOf(root, path.join("account", `${environment}-${process.pid}`));
  const paths = { ...rest, home, logs: path.join(home, "logs", "account", environment) };
  const { cliConfig } = await chooseProvider(paths);
  const env = terraformEnvironment(process.env, environment, path.join(home, "plugin-cache"), cliConfig);
  for (const folder of [paths.logs, env.TF_PLUGIN_CACHE_DIR ?? home]) fs.mkdirSync(folder, { recursive: true });
  process.once("exit", () => removeTerraformContext({ paths, env }).forEach((line) => console.error(`\n${line}`)));
  return { paths, env };
}

/** Removes the files of a workplace, but for a state that Terraform could not save: that is kept, and told. */
export function removeTerraformContext({ paths: { root, home, output } }: TerraformContext): string[] {
  const folder = path.dirname(path.join(root, output));
  const kept = keepErroredStates(folder, preservedStates(home));
  fs.rmSync(folder, { recursive: true, force: true });
  return kept.map(preservedStateText);
}
