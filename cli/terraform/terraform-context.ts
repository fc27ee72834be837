import * as fs from "node:fs";
import * as path from "node:path";
import { pathsOf, type Paths } from "../paths";
import { preserveErroredStates, preservedStates, preservedStateText } from "./errored-state";
import { chooseProvider } from "./provider";

/** The paths and environment variables of a command that synthesizes stacks and runs Terraform. */
export interface TerraformContext {
  readonly paths: Paths;
  /** For child processes. */
  readonly env: NodeJS.ProcessEnv;
}

/** Variables of the shell that would change Terraform's behavior. They are not passed on. */
const FOREIGN = /^(TF_CLI_ARGS.*|TF_VAR_.*|TF_WORKSPACE|TF_DATA_DIR|CDKTF_.*)$/;

/** Credentials and AWS_ENDPOINT_URL (for a local AWS) pass unchanged, as with cdktf. */
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
 * A Terraform context for the account of the shell's credentials. It belongs to this process, so commands can run at the same time. Its files are
 * separate from those of cdktf and of local runs. They are deleted when the process exits, because they may contain secrets.
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

/** Removes the files of a context. States that Terraform could not save are preserved; returns their instructions. */
export function removeTerraformContext({ paths: { root, home, output } }: TerraformContext): string[] {
  const folder = path.dirname(path.join(root, output));
  const preserved = preserveErroredStates(folder, preservedStates(home));
  fs.rmSync(folder, { recursive: true, force: true });
  return preserved.map(preservedStateText);
}
