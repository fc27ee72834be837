import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { currentCommand } from "../../tools/former-names";
import { isFormerName } from "./scripts";

/** The parts of a workflow that the tests read. */
export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly concurrency?: Concurrency;
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface Concurrency {
  readonly group: string;
  readonly "cancel-in-progress"?: boolean;
  readonly queue?: string;
}

export interface Job {
  readonly if?: string;
  /** A reusable workflow, and its inputs. */
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly environment?: string;
  readonly strategy?: { readonly matrix: Readonly<Record<string, unknown>> };
  readonly outputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: Concurrency;
  readonly "timeout-minutes"?: number;
  readonly steps?: readonly Step[];
}

export interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface WorkflowFile {
  readonly file: string;
  readonly text: string;
  readonly workflow: Workflow;
}

/** All workflows of the project. */
export function workflowFiles(root: string): WorkflowFile[] {
  const folder = join(root, ".github/workflows");
  return readdirSync(folder).map((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    return { file, text, workflow: load(text) as Workflow };
  });
}

export interface JobOf {
  readonly name: string;
  readonly job: Job;
  readonly workflow: Workflow;
}

/** All jobs, named `<file> <job>`. */
export function jobsOf(files: readonly WorkflowFile[]): JobOf[] {
  return files.flatMap(({ file, workflow }) =>
    Object.entries(workflow.jobs).map(([name, job]) => ({ name: `${file} ${name}`, job, workflow })),
  );
}

/** Replaces npm and npx, and records the arguments of each call on file descriptor 3, which redirections do not affect. */
const NPM = ["npm", "npx"].map((program) => `${program}() { printf '%s\\0' "$(($# + 1))" ${program} "$@" >&3; }`).join("\n");

/** One call of the command: its words after `terrace`. */
export interface VerbRun {
  /** The earlier script of package.json; undefined if the command was called by its name. */
  readonly script?: string;
  readonly words: readonly string[];
}

/** The words by which a workflow calls the command of the project, and no package of another owner. */
const TERRACE = ["npx", "--no-install", "terrace"];

/**
 * The verbs that a job runs. Bash runs the steps, as on GitHub, with the given variables.
 *
 * @throws if a step fails or reads an unknown variable.
 */
export function verbRuns({ steps = [] }: Job, variables: Readonly<Record<string, string>>): VerbRun[] {
  return steps.flatMap(({ run = "" }) =>
    callsOf(run, variables).flatMap((call): VerbRun[] => {
      if (TERRACE.every((word, index) => call[index] === word)) return [{ words: call.slice(TERRACE.length) }];
      const [, verb, ...rest] = call;
      const [script = "", dashes, ...args] = rest.filter((word, index) => index > 0 || word !== "--silent");
      if (verb !== "run" || !isFormerName(script) || !(dashes === undefined || dashes === "--")) return [];
      return [{ script, words: currentCommand(script, args) }];
    }),
  );
}

function callsOf(run: string, variables: Readonly<Record<string, string>>): string[][] {
  if (!/\bnp[mx] /.test(run)) return [];
  const env = { PATH: process.env.PATH, GITHUB_OUTPUT: "/dev/null", ...variables };
  const bash = ["--noprofile", "--norc", "-eu", "-c", `${NPM}\n${run}`];
  const { status, stderr, output } = spawnSync("bash", bash, { env, encoding: "utf8", stdio: ["ignore", "ignore", "pipe", "pipe"] });
  if (status !== 0) throw new Error(`bash exited with ${status ?? "no code"} at ${JSON.stringify(run)}: ${stderr}`);
  const calls: string[][] = [];
  const words = (output[3] ?? "").split("\0").slice(0, -1);
  for (let at = 0; at < words.length; at += Number(words[at]) + 1) calls.push(words.slice(at + 1, at + 1 + Number(words[at])));
  return calls;
}
