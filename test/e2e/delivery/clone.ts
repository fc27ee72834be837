import * as path from "node:path";
import { gitRunnerIn, mustGit } from "../../../cli/git";
import { start, wordsOf, type Answer, type Running } from "../support/commands";
import { Tree } from "../support/tree";

/** Git without user settings. */
const GIT = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@acme.example.net",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@acme.example.net",
};

function git(cwd: string, env: NodeJS.ProcessEnv, ...args: string[]): Promise<string> {
  return mustGit(gitRunnerIn(cwd, { ...env, ...GIT }), ...args);
}

/** Options of a command. */
export interface How {
  readonly url?: string;
  /** The description of the pull request. */
  readonly text?: string;
  readonly onLine?: (line: string) => void;
}

/** A developer's machine or a pipeline job: a clone of the repository, and a shell whose variables point at the account. */
export class Clone {
  private constructor(
    public readonly tree: Tree,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** The team's repository, created from this project, and its first clone. */
  public static async first(project: string, folder: string, env: NodeJS.ProcessEnv, write: (tree: Tree) => void): Promise<Clone> {
    const clone = new Clone(Tree.plant(project, path.join(folder, "first")), env);
    write(clone.tree);
    await git(folder, env, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git");
    await clone.git("init", "--quiet", "--initial-branch=main");
    await clone.git("config", "core.excludesFile", path.join(folder, "ignored"));
    await clone.git("remote", "add", "origin", path.join(folder, "origin.git"));
    await clone.commit("First environment");
    await clone.git("push", "--quiet", "origin", "main");
    return clone;
  }

  /** Another machine. */
  public static async another(project: string, folder: string, name: string, env: NodeJS.ProcessEnv): Promise<Clone> {
    await git(folder, env, "clone", "--quiet", "--config", `core.excludesFile=${path.join(folder, "ignored")}`, "origin.git", name);
    const tree = new Tree(path.join(folder, name));
    tree.linkPackages(project);
    return new Clone(tree, env);
  }

  public git(...args: string[]): Promise<string> {
    return git(this.tree.root, this.env, ...args);
  }

  public async commit(message: string): Promise<void> {
    await this.git("add", "--all");
    await this.git("commit", "--quiet", "--message", message);
  }

  public start(command: string, { url, text, onLine }: How = {}): Running {
    const env = {
      ...this.env,
      ...(url !== undefined && { AWS_ENDPOINT_URL: url }),
      ...(text !== undefined && { PULL_REQUEST_TEXT: text }),
    };
    return start(wordsOf(command), { cwd: this.tree.root, env, ...(onLine && { onLine }) });
  }

  /** Runs a verb in the notation of a workflow: `plan staging`. */
  public terrace(command: string, how?: How): Promise<Answer> {
    return this.start(command, how).answer;
  }
}
