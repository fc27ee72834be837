import { Problem } from "../problem";
import { lastLines, run } from "../process/run";

/** What is asked of Git. */
export interface Git {
  /** A file as it was at a commit; undefined where the commit or the file is not there. */
  readonly fileAt: (ref: string, file: string) => Promise<string | undefined>;
  /** The commit that a name leads to; undefined where there is none. */
  readonly commitOf: (ref: string) => Promise<string | undefined>;
  /** Whether all of `commit` is in `branch` already. */
  readonly contains: (branch: string, commit: string) => Promise<boolean>;
  /** Tags of a pattern, the newest version first. */
  readonly tags: (pattern: string) => Promise<readonly string[]>;
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
    tags: async (pattern) => (await must("tag", "--list", pattern, "--sort=-version:refname")).split("\n").filter(Boolean),
  };
}
