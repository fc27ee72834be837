import type { LocalAws } from "./local-aws";

/** The variables that point Terraform, its S3 backend and every SDK at the local AWS. No other code in the project depends on it. */
export function localVariables(server: Pick<LocalAws, "url">, cliConfig: string | undefined): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: server.url,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: "us-east-1",
    AWS_EC2_METADATA_DISABLED: "true",
    CHECKPOINT_DISABLE: "1",
    ...(cliConfig === undefined ? {} : { TF_CLI_CONFIG_FILE: cliConfig }),
  };
}

/** Variables of the user's shell that would lead a local run to an AWS account, or to a missing registry configuration. */
const FOREIGN = /^(AWS_(?!CA_BUNDLE$).*|TF_CLI_ARGS.*|TF_VAR_.*|TF_WORKSPACE|TF_DATA_DIR|TF_CLI_CONFIG_FILE|CDKTF_.*)$/;

/** The complete environment of a process that uses the local AWS. */
export function localEnvironment(base: NodeJS.ProcessEnv, variables: Record<string, string>): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(base).filter(([name]) => !FOREIGN.test(name)));
  const noProxy = [base.NO_PROXY ?? base.no_proxy, "127.0.0.1"].filter(Boolean).join(",");
  return { ...kept, ...variables, TF_IN_AUTOMATION: "1", NO_PROXY: noProxy, no_proxy: noProxy };
}

/** Lines for `eval "$(npm run --silent env)"`. */
export function exportLines(variables: Record<string, string>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`)
    .join("\n");
}
