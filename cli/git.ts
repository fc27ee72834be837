import { Problem } from "./problem";
import { lastLines, run } from "./process/run";

/** What is asked of Git. */
export interface Git {
  /** A file as it was at a commit; undefined where the commit or the file is not there. */
  readonly fileAt: (ref: string, file: string) => Promise<string | undefined>;
  /** The commit that a name leads to; undefined where there is none. */
  readonly commitOf: (ref: string) => Promise<string | undefined>;
  /** Whether all of `commit` is in `branch` already. */
  readonly contains: (branch: string, commit: string) => Promise<boolean>;
  /** Tags of a pattern, the newest version first; of one commit alone where that is named. */
  readonly tags: (pattern: string, at?: string) => Promise<readonly string[]>;
}

/** A name that begins with a hyphen would be an option of Git. */
const REF = /^[A-Za-z0-9][A-Za-z0-9._/-]*$/;

export function gitIn(root: string): Git {
  const ask = (...args: string[]) => run("git", args, { cwd: root });
  const must = async (...args: string[]) => {
    const { code, stdout, stderr } = await ask(...args);
    if (code !== 0) throw new Problem(`git ${args.join(" ")} failed:\n${lastLines(stderr, 5)}`);
    return stdout;
  };
  return {
    fileAt: async (ref, file) => {
      if (!REF.test(ref)) return undefined;
      const { code, stdout } = await ask("show", `${ref}:${file}`);
      return code === 0 ? stdout : undefined;
    },
    commitOf: async (ref) => {
      if (!REF.test(ref)) return undefined;
      const { code, stdout } = await ask("rev-parse", "--verify", "--quiet", `${ref}^{commit}`);
      return code === 0 ? stdout.trim() : undefined;
    },
    contains: async (branch, commit) => (await ask("merge-base", "--is-ancestor", commit, branch)).code === 0,
    // By itself Git takes v1.5.0-rc.1 for newer than v1.5.0: https://git-scm.com/docs/git-config#Documentation/git-config.txt-versionsortsuffix
    tags: async (pattern, at) => {
      const pointing = at === undefined ? [] : ["--points-at", at];
      const sorted = ["-c", "versionsort.suffix=-", "tag", "--list", pattern, "--sort=-version:refname", ...pointing];
      return (await must(...sorted)).split("\n").filter(Boolean);
    },
  };
}
