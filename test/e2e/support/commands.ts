import { spawn } from "node:child_process";
import { localVariables } from "../../../cli/local/environment";
import type { Session } from "../../../cli/local/session";
import { run } from "../../../cli/process/run";
import { COMMAND } from "../../../cli/verb";

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

/** The variables of a shell after `eval "$(npx --no-install terrace dev shell --print)"`. */
export function shellVariables({ env, server }: Pick<Session, "env" | "server">, url = server.url): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.test(name)));
  const { TF_PLUGIN_CACHE_DIR } = env;
  return { ...kept, ...localVariables({ url }, env.TF_CLI_CONFIG_FILE), TF_PLUGIN_CACHE_DIR };
}

/** The entry of the command, in the tree. */
export const ENTRY = "bin/terrace.cjs";

/** Parses a command in the notation of a workflow, `plan staging --base "origin/main"`, to its words. */
export function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}

/** Runs a verb in the tree. */
export async function runVerb(session: Session, url: string, command: string): Promise<Answer> {
  const { code, stdout, stderr } = await run(process.execPath, [ENTRY, ...wordsOf(command)], {
    cwd: session.paths.root,
    env: shellVariables(session, url),
  });
  const output = `${stdout}${stderr}`;
  console.log(`$ ${COMMAND} ${command}\n${output}`);
  return { code, output };
}

export interface StartOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Called for each printed line. */
  readonly onLine?: (line: string) => void;
}

/** Starts a verb directly and not through npx, so that a signal reaches the command itself. */
export function start(words: readonly string[], { cwd, env, onLine }: StartOptions): Running {
  const child = spawn(process.execPath, [ENTRY, ...words], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
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
      console.log(`$ ${COMMAND} ${words.join(" ")}\n${output}`);
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
