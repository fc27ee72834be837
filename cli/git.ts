import { Problem } from "./problem";
import { lastLines, run, type Finished } from "./process/run";

/** The Git operations that Terrace needs. */
export interface Git {
  /** A file at a commit; undefined if the commit or the file does not exist. */
  readonly fileAt: (ref: string, file: string) => Promise<string | undefined>;
  /** The commit of a ref; undefined if the ref does not exist. */
  readonly commitOf: (ref: string) => Promise<string | undefined>;
  /** Whether `branch` contains `commit`. */
  readonly contains: (branch: string, commit: string) => Promise<boolean>;
  /** Tags that match a pattern, the newest version first; only those of one commit if it is named. */
  readonly tags: (pattern: string, at?: string) => Promise<readonly string[]>;
  /** The newest tag before a commit that matches a pattern; undefined if there is none. */
  readonly tagBefore: (ref: string, pattern: string) => Promise<string | undefined>;
  /** Messages of the merges and commits on the first-parent line of a range such as `v1.4.1..HEAD`; none if the range does not exist. */
  readonly messages: (range: string) => Promise<readonly string[]>;
  /** The merge base of two branches. */
  readonly mergeBase: (one: string, other: string) => Promise<string>;
  /** Writes the files of a commit to a tar archive. */
  readonly archive: (commit: string, file: string) => Promise<void>;
}

/** Runs Git with these arguments and waits until it exits. */
export type GitRunner = (...args: string[]) => Promise<Finished>;

/** A ref that begins with a hyphen would be parsed as an option. */
const REF = /^[A-Za-z0-9][A-Za-z0-9._/-]*$/;

/** The only function that starts Git. */
export function gitRunnerIn(root: string, env?: NodeJS.ProcessEnv): GitRunner {
  const missing = { code: 127, stdout: "", stderr: "Git was not found. Get it: https://git-scm.com/downloads" };
  return (...args) =>
    run("git", args, { cwd: root, ...(env && { env }) }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return missing;
      throw error;
    });
}

/**
 * Runs Git and returns what it prints.
 *
 * @throws Problem with the end of Git's errors.
 */
export async function mustGit(git: GitRunner, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await git(...args);
  if (code !== 0) throw new Problem(`git ${args.join(" ")} failed:\n${lastLines(stderr, 5)}`);
  return stdout.trim();
}

export function gitIn(root: string): Git {
  return gitWith(gitRunnerIn(root));
}

/** The same with any Git runner. */
export function gitWith(git: GitRunner): Git {
  const textOf = async (...args: string[]) => {
    const { code, stdout } = await git(...args);
    return code === 0 ? stdout : undefined;
  };
  return {
    fileAt: async (ref, file) => (REF.test(ref) ? textOf("show", `${ref}:${file}`) : undefined),
    commitOf: async (ref) => (REF.test(ref) ? (await textOf("rev-parse", "--verify", "--quiet", `${ref}^{commit}`))?.trim() : undefined),
    contains: async (branch, commit) => (await git("merge-base", "--is-ancestor", commit, branch)).code === 0,
    // By default Git sorts v1.5.0-rc.1 after v1.5.0: https://git-scm.com/docs/git-config#Documentation/git-config.txt-versionsortsuffix
    tags: async (pattern, at) => {
      const pointing = at === undefined ? [] : ["--points-at", at];
      const sorted = ["-c", "versionsort.suffix=-", "tag", "--list", pattern, "--sort=-version:refname", ...pointing];
      return (await mustGit(git, ...sorted)).split("\n").filter(Boolean);
    },
    tagBefore: async (ref, pattern) => (await textOf("describe", "--tags", "--abbrev=0", "--match", pattern, `${ref}^`))?.trim(),
    messages: async (range) => (await textOf("log", "--first-parent", "--format=%B%x00", range))?.split("\0") ?? [],
    mergeBase: (one, other) => mustGit(git, "merge-base", one, other),
    archive: async (commit, file) => void (await mustGit(git, "archive", "--format=tar", `--output=${file}`, commit)),
  };
}

/**
 * The checked-out commit.
 *
 * @throws Problem if the repository has no commit.
 */
export async function headOf(root: string): Promise<string> {
  const commit = await gitIn(root).commitOf("HEAD");
  if (commit === undefined) throw new Problem(`${root} has no commit: only committed code can be deployed.`);
  return commit;
}
