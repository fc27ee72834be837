import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";

/** The parts of a workflow that are read here. */
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

/** All jobs, `file job` by name. */
export function jobsOf(files: readonly WorkflowFile[]): JobOf[] {
  return files.flatMap(({ file, workflow }) =>
    Object.entries(workflow.jobs).map(([name, job]) => ({ name: `${file} ${name}`, job, workflow })),
  );
}

/** The scripts of package.json that a job runs, with their arguments as a shell would pass them, if its variables held these. */
export function npmRuns({ steps = [] }: Job, variables: Readonly<Record<string, string>>): { script: string; args: string[] }[] {
  return steps.flatMap(({ run = "" }) => {
    const [, script, rest = ""] = /^npm run (?:--silent )?([\w:-]+)(?: -- (.*))?$/.exec(run.replace(/ >> "\$\w+"$/, "")) ?? [];
    return script === undefined ? [] : [{ script, args: wordsOf(rest, variables) }];
  });
}

/** Words of a simple command: double quotes, and variables within them or without. */
function wordsOf(line: string, variables: Readonly<Record<string, string>>): string[] {
  const filled = (text: string) => text.replace(/\$(\w+)/g, (_, name: string) => variables[name] ?? `<${name} is unknown>`);
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].flatMap(([, quoted, bare = ""]) =>
    quoted === undefined ? filled(bare).split(" ").filter(Boolean) : [filled(quoted)],
  );
}
