import { Problem } from "./problem";
import { lastLines, run, type Finished } from "./process/run";

/** The questions that Terrace has about a repository. */
export interface Git {
  /** A file at a commit; undefined if the commit or the file does not exist. */
  readonly fileAt: (ref: string, file: string) => Promise<string | undefined>;
  /** The commit that a name leads to; undefined if there is none. */
  readonly commitOf: (ref: string) => Promise<string | undefined>;
  /** Whether `branch` contains `commit`. */
  readonly contains: (branch: string, commit: string) => Promise<boolean>;
  /** Tags that match a pattern, the newest version first; only those of one commit if it is named. */
  readonly tags: (pattern: string, at?: string) => Promise<readonly string[]>;
  /** The newest tag that matches a pattern, before a commit; undefined if there is none. */
  readonly tagBefore: (ref: string, pattern: string) => Promise<string | undefined>;
  /** Messages of the merges and commits on the first-parent line of a range such as `v1.4.1..HEAD`; none if the range does not exist. */
  readonly messages: (range: string) => Promise<readonly string[]>;
  /** The commit where two branches parted. */
  readonly mergeBase: (one: string, other: string) => Promise<string>;
  /** Writes the files of a commit to a tar archive. */
  readonly archive: (commit: string, file: string) => Promise<void>;
}

/** Runs Git with these arguments, to its end. */
export type AskGit = (...args: string[]) => Promise<Finished>;

/** A name that begins with a hyphen would be an option of Git. */
const REF = /^[A-Za-z0-9][A-Za-z0-9._/-]*$/;

/** Starts Git. No other function does. */
export function askGitIn(root: string, env?: NodeJS.ProcessEnv): AskGit {
  return (...args) => run("git", args, { cwd: root, ...(env && { env }) });
}

/**
 * Runs Git and returns what it prints.
 *
 * @throws Problem with the end of Git's errors.
 */
export async function mustGit(ask: AskGit, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await ask(...args);
  if (code !== 0) throw new Problem(`git ${args.join(" ")} failed:\n${lastLines(stderr, 5)}`);
  return stdout.trim();
}

export function gitIn(root: string): Git {
  return gitWith(askGitIn(root));
}

/** The same for any way to run Git. */
export function gitWith(ask: AskGit): Git {
  const textOf = async (...args: string[]) => {
    const { code, stdout } = await ask(...args);
    return code === 0 ? stdout : undefined;
  };
  return {
    fileAt: async (ref, file) => (REF.test(ref) ? textOf("show", `${ref}:${file}`) : undefined),
    commitOf: async (ref) => (REF.test(ref) ? (await textOf("rev-parse", "--verify", "--quiet", `${ref}^{commit}`))?.trim() : undefined),
    contains: async (branch, commit) => (await ask("merge-base", "--is-ancestor", commit, branch)).code === 0,
    // By itself Git sorts v1.5.0-rc.1 after v1.5.0: https://git-scm.com/docs/git-config#Documentation/git-config.txt-versionsortsuffix
    tags: async (pattern, at) => {
      const pointing = at === undefined ? [] : ["--points-at", at];
      const sorted = ["-c", "versionsort.suffix=-", "tag", "--list", pattern, "--sort=-version:refname", ...pointing];
      return (await mustGit(ask, ...sorted)).split("\n").filter(Boolean);
    },
    tagBefore: async (ref, pattern) => (await textOf("describe", "--tags", "--abbrev=0", "--match", pattern, `${ref}^`))?.trim(),
    messages: async (range) => (await textOf("log", "--first-parent", "--format=%B%x00", range))?.split("\0") ?? [],
    mergeBase: (one, other) => mustGit(ask, "merge-base", one, other),
    archive: async (commit, file) => void (await mustGit(ask, "archive", "--format=tar", `--output=${file}`, commit)),
  };
}

/**
 * The commit that is checked out.
 *
 * @throws Problem if there is none.
 */
export async function headOf(root: string): Promise<string> {
  const commit = await gitIn(root).commitOf("HEAD");
  if (commit === undefined) throw new Problem(`${root} has no commit: what is deployed has to be in Git.`);
  return commit;
}
