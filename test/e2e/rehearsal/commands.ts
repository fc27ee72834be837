import { localVariables } from "../../../scripts/local/environment";
import type { Session } from "../../../scripts/local/session";
import { run } from "../../../scripts/process/run";

export interface Answer {
  readonly code: number;
  /** All that it printed. */
  readonly output: string;
}

const FOREIGN = /^(AWS_|TF_|CDKTF_|npm_)/;

/** Runs a command of package.json in the tree, as a person would who sent the shell to an AWS by `eval "$(npm run --silent env)"`. */
export async function npmRun({ paths, env, server }: Session, url: string, command: string, ...args: readonly string[]): Promise<Answer> {
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.test(name)));
  const { TF_PLUGIN_CACHE_DIR } = env;
  const { code, stdout, stderr } = await run("npm", ["run", "--silent", command, "--", ...args], {
    cwd: paths.root,
    env: { ...kept, ...localVariables({ ...server, url }, env.TF_CLI_CONFIG_FILE), TF_PLUGIN_CACHE_DIR },
  });
  const output = `${stdout}${stderr}`;
  console.log(`$ npm run ${command} -- ${args.join(" ")}\n${output}`);
  return { code, output };
}
