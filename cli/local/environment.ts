import * as os from "node:os";
import type { OwnServer } from "./own-server";

/** The variables that point Terraform, its S3 backend and every SDK at the local AWS. No other code in the project depends on it. */
export function localVariables(server: Pick<OwnServer, "url">, cliConfig: string | undefined): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: server.url,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: "us-east-1",
    AWS_EC2_METADATA_DISABLED: "true",
    // The user's files can contain roles to assume, endpoints and FIPS settings, all of which lead away from the local AWS.
    AWS_CONFIG_FILE: os.devNull,
    AWS_SHARED_CREDENTIALS_FILE: os.devNull,
    CHECKPOINT_DISABLE: "1",
    ...(cliConfig === undefined ? {} : { TF_CLI_CONFIG_FILE: cliConfig }),
  };
}

/** Variables of the user's shell that would lead a local run to an AWS account, to a missing registry configuration, or to other code. */
const FOREIGN = [
  /^AWS_/,
  /^(TF_CLI_ARGS.*|TF_VAR_.*|TF_WORKSPACE|TF_DATA_DIR|TF_CLI_CONFIG_FILE|CDKTF_.*)$/,
  // Requests to the local AWS use plain HTTP. HTTPS_PROXY is only for the provider's download.
  /^(HTTP|ALL|FTP)_PROXY$/i,
  /^(PYTHON.+|MOTO_.*)$/,
];

/** Options of Node that only set limits. Others load code, open ports, or print to the output that is parsed. */
const HARMLESS_NODE_OPTION = /^--(max-[a-z-]+|stack-trace-limit|dns-result-order|network-family-autoselection[a-z-]*)=\S+$/;

function withoutForeign(base: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NODE_OPTIONS = "", ...rest } = base;
  const kept = Object.fromEntries(Object.entries(rest).filter(([name]) => !FOREIGN.some((pattern) => pattern.test(name))));
  const options = NODE_OPTIONS.split(/\s+/).filter((option) => HARMLESS_NODE_OPTION.test(option));
  const direct = { ...kept, ...noProxy(base) };
  return options.length > 0 ? { ...direct, NODE_OPTIONS: options.join(" ") } : direct;
}

function noProxy(base: NodeJS.ProcessEnv): Record<string, string> {
  const hosts = [base.NO_PROXY ?? base.no_proxy, "127.0.0.1"].filter(Boolean).join(",");
  return { NO_PROXY: hosts, no_proxy: hosts };
}

/** The complete environment of a process that uses the local AWS. */
export function localEnvironment(base: NodeJS.ProcessEnv, variables: Record<string, string>): NodeJS.ProcessEnv {
  return { ...withoutForeign(base), ...variables, TF_IN_AUTOMATION: "1" };
}

/** The environment of the local AWS itself, which also contains an AWS SDK. */
export function serverEnvironment(base: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(withoutForeign(base)).filter(([name]) => !/^(HTTPS_PROXY|TF_.*)$/i.test(name));
  return {
    ...Object.fromEntries(kept),
    AWS_CONFIG_FILE: os.devNull,
    AWS_SHARED_CREDENTIALS_FILE: os.devNull,
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

/** The environment of `python -m venv` and pip: settings of the shell would install the packages elsewhere. */
export function pythonEnvironment(base: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const foreign = /^(PYTHON.+|PIP_(USER|TARGET|PREFIX|ROOT|NO_DEPS|DRY_RUN|REQUIRE_VIRTUALENV|IGNORE_INSTALLED))$/;
  return Object.fromEntries(Object.entries(base).filter(([name]) => !foreign.test(name)));
}

/** The prefix of variables of a shell that lead elsewhere than the local AWS. */
const ELSEWHERE = "AWS_";

/** The environment of a person's shell that uses the local AWS. Everything else stays as it is. */
export function shellEnvironment(base: NodeJS.ProcessEnv, variables: Record<string, string>): NodeJS.ProcessEnv {
  const kept = Object.entries(base).filter(([name]) => !name.startsWith(ELSEWHERE));
  return { ...Object.fromEntries(kept), ...noProxy(base), ...variables };
}

/** Lines for a shell that unset what leads elsewhere. */
export function unsetLines(base: NodeJS.ProcessEnv, variables: Record<string, string>): string[] {
  const names = Object.keys(base).filter((name) => name.startsWith(ELSEWHERE) && !Object.hasOwn(variables, name));
  return names.length > 0 ? [`unset ${names.sort().join(" ")}`] : [];
}

/** Lines for `eval "$(npx --no-install terrace dev shell --print)"`. */
export function exportLines(variables: Record<string, string>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`)
    .join("\n");
}
