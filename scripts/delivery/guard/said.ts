import type { Finished } from "../../process/run";
import { readAllowances, type Allowances } from "./allowances";

export type AskGit = (...args: string[]) => Promise<Finished>;

export interface Said extends Allowances {
  /** Where it was said. */
  readonly by: "the pull request" | "Git";
}

/**
 * What is said to be meant: for a pull request in its text. Once that is merged, in Git: in the messages of what was merged since the last
 * release, and in that of the tag itself. GitHub puts a pull request's text into the message where the repository is set so ("Default to pull
 * request title and description"); nobody can change it there afterwards. Messages of a merged branch's own commits count for nothing: the pull request
 * was reviewed without them.
 *
 * @see https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges
 */
export async function whatIsSaid(env: NodeJS.ProcessEnv, git: AskGit): Promise<Said> {
  const { PULL_REQUEST_TEXT: text } = env;
  if (text !== undefined) return { by: "the pull request", ...readAllowances(text) };
  const before = await git("describe", "--tags", "--abbrev=0", "--match", "v*", "HEAD^");
  const range = before.code === 0 ? `${before.stdout.trim()}..HEAD` : "HEAD";
  const merged = await git("log", "--first-parent", "--format=%B%x00", range);
  const tags = await git("tag", "--points-at", "HEAD", "--format=%(contents)%00");
  const messages = [merged, tags].flatMap(({ code, stdout }) => (code === 0 ? stdout.split("\0") : []));
  // What has served on its way here, and what is misspelt, was told at the pull request.
  return { by: "Git", allowed: messages.flatMap((message) => readAllowances(message).allowed), misread: [] };
}
