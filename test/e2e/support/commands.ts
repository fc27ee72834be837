import { spawn } from "node:child_process";
import { localVariables } from "../../../cli/local/environment";
import type { Session } from "../../../cli/local/session";
import { run } from "../../../cli/process/run";

export interface Answer {
  readonly code: number;
  /** Standard output and standard error. */
  readonly output: string;
}

/** A running command. */
export interface Running {
  readonly answer: Promise<Answer>;
  /** Kills the command and all of its child processes immediately, like a machine that is switched off. */
  readonly kill: () => Promise<void>;
}

const FOREIGN = /^(AWS_|TF_|CDKTF_|GIT_|npm_)/;

/** The variables of a shell after `eval "$(npm run --silent env)"`. */
export function shellVariables({ env, server }: Pick<Session, "env" | "server">, url = server.url): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.test(name)));
  const { TF_PLUGIN_CACHE_DIR } = env;
  return { ...kept, ...localVariables({ url }, env.TF_CLI_CONFIG_FILE), TF_PLUGIN_CACHE_DIR };
}

/** Parses a command in the notation of a workflow, `plan -- --base "origin/main"`, to its name and arguments. */
export function wordsOf(command: string): readonly [name: string, ...args: string[]] {
  const [name = "", rest = ""] = command.split(" -- ");
  return [name, ...[...rest.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "")];
}

/** Runs a command of package.json in the tree. */
export async function npmRun(session: Session, url: string, command: string, ...args: readonly string[]): Promise<Answer> {
  const { code, stdout, stderr } = await run("npm", ["run", "--silent", command, "--", ...args], {
    cwd: session.paths.root,
    env: shellVariables(session, url),
  });
  const output = `${stdout}${stderr}`;
  console.log(`$ npm run ${command} -- ${args.join(" ")}\n${output}`);
  return { code, output };
}

export interface StartOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Called for each printed line. */
  readonly onLine?: (line: string) => void;
}

/** Starts a command of package.json directly and not through npm, so that a signal reaches the command itself. */
export function start(command: string, args: readonly string[], { cwd, env, onLine }: StartOptions): Running {
  const child = spawn(process.execPath, ["tools/terrace.cjs", command, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let rest = "";
  const read = (text: string) => {
    output += text;
    const lines = `${rest}${text}`.split("\n");
    rest = lines.pop() ?? "";
    if (onLine) lines.forEach(onLine);
  };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", read);
  const answer = new Promise<Answer>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      console.log(`$ npm run ${command} -- ${args.join(" ")}\n${output}`);
      resolve({ code: code ?? 1, output });
    });
  });
  return { answer, kill: () => killTree(child.pid) };
}

/** Terraform runs in its own process group, so the whole process tree is listed. Parents are killed first, so that they clean up nothing. */
async function killTree(root: number | undefined): Promise<void> {
  if (root === undefined) return;
  const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid="], { cwd: "/" });
  const all = stdout.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  const tree = [root];
  for (const pid of tree) tree.push(...all.flatMap(([child = 0, parent]) => (parent === pid ? [child] : [])));
  for (const pid of tree) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // The process has already ended.
    }
  }
}
