import type { Git } from "../git";
import { readAllowances, type Allowance, type Allowances } from "./allowances";

/**
 * What who starts a deployment by hand says besides, in ALLOW: `destroy prod-data aws_sqs_queue.a; change eu-west-1 40%`. An earlier tag that is deployed again
 * has no pull request that could say it, and its messages are of what it brought, not of what going back takes away.
 */
export function manualApprovals({ ALLOW: text = "" }: NodeJS.ProcessEnv): readonly string[] {
  const lines = text.split(/[;\r\n]/).map((line) => line.trim().replace(/^allow:\s*/i, ""));
  return lines.filter((line) => line !== "").map((line) => `Allow: ${line}`);
}

export interface Approvals extends Allowances {
  /** Where it was said. */
  readonly by: "the pull request" | "Git";
  /** What is told where it allows nothing: what was said before this has served, or will with another change. */
  readonly fromThisPullRequest: readonly Allowance[];
}

/**
 * What is said to be meant: for a pull request in its text. Once that is merged, in Git, in the messages of what was merged since the last
 * deployment: what is merged and not deployed yet is in everybody's plan, so that it counts for later pull requests too. GitHub puts a pull request's
 * text into the message where the repository is set so ("Default to pull request title and description"); nobody can change it there afterwards. Messages of a
 * merged branch's own commits count for nothing, nor does that of a tag: nobody has reviewed them.
 *
 * @param deployed the commit that was deployed last, where that is known
 * @see https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges
 */
export async function readApprovals(env: NodeJS.ProcessEnv, git: Git, deployed?: string): Promise<Approvals> {
  const { PULL_REQUEST_TEXT: text, GITHUB_BASE_REF: base = "" } = env;
  if (text === undefined) {
    // What is misspelt in Git was told at the pull request that said it.
    const { allowed, invalid } = readAllowances(manualApprovals(env).join("\n"));
    return { by: "Git", allowed: [...(await merged(git, "HEAD", deployed)), ...allowed], invalid, fromThisPullRequest: allowed };
  }
  const { allowed: own, invalid } = readAllowances(text);
  const before = base === "" ? [] : await merged(git, `origin/${base}`, deployed);
  return { by: "the pull request", allowed: [...own, ...before], invalid, fromThisPullRequest: own };
}

async function merged(git: Git, to: string, deployed: string | undefined): Promise<readonly Allowance[]> {
  const from = (await isBefore(git, deployed, to)) ? deployed : await releaseBeforeLast(git, to);
  const messages = await git.messages(from === undefined ? to : `${from}..${to}`);
  return messages.flatMap((message) => readAllowances(message).allowed);
}

async function isBefore(git: Git, deployed: string | undefined, to: string): Promise<boolean> {
  return deployed !== undefined && git.contains(to, deployed);
}

/**
 * Where nobody knows what is deployed: the deployment of the last release may have failed, or have been refused, and the next one brings what it should have
 * brought. What is allowed is named in full, so that a line which has served allows nothing else.
 */
async function releaseBeforeLast(git: Git, to: string): Promise<string | undefined> {
  let found: string | undefined;
  for (let count = 0, from = to; count < 2; count++) {
    const tag = await git.tagBefore(from, "v*");
    // Before the first release everything counts.
    if (tag === undefined) return undefined;
    found = from = tag;
  }
  return found;
}
