import type { Git } from "../git";
import { readAllowances, type Allowance, type Allowances } from "./allowances";

/**
 * Allowances passed in `ALLOW` by the person who starts a rollback: `destroy prod-data aws_sqs_queue.a; change eu-west-1 40%`. A redeployed tag has no
 * pull request, and its commit messages describe the changes that it introduced, not the changes that the rollback removes.
 */
export function manualApprovals({ ALLOW: text = "" }: NodeJS.ProcessEnv): readonly string[] {
  const lines = text.split(/[;\r\n]/).map((line) => line.trim().replace(/^allow:\s*/i, ""));
  return lines.filter((line) => line !== "").map((line) => `Allow: ${line}`);
}

export interface Approvals extends Allowances {
  /** Source of the approvals. */
  readonly by: "the pull request" | "Git";
  /** Allowances of this pull request. Only these are reported as unmatched. */
  readonly fromThisPullRequest: readonly Allowance[];
}

/**
 * Reads the approved allowances. An open pull request has them in its description. After the merge they are in Git, in the merge messages since
 * the last deployment: changes that are merged but not deployed are part of every plan, so their allowances also apply to later pull requests.
 * GitHub copies the description into the merge message if the repository is configured so ("Default to pull request title and description");
 * the message cannot be edited later. Messages of a branch's own commits and of tags do not count, because they were not reviewed.
 *
 * @param deployed the last deployed commit, if known
 * @see https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges
 */
export async function readApprovals(env: NodeJS.ProcessEnv, git: Git, deployed?: string): Promise<Approvals> {
  const { PULL_REQUEST_TEXT: text, GITHUB_BASE_REF: base = "" } = env;
  if (text === undefined) {
    // Invalid allowances in Git were reported on their pull request.
    const { allowed, invalid } = readAllowances(manualApprovals(env).join("\n"));
    return { by: "Git", allowed: [...(await merged(git, "HEAD", deployed)), ...allowed], invalid, fromThisPullRequest: allowed };
  }
  const { allowed: fromThisPullRequest, invalid } = readAllowances(text);
  const before = base === "" ? [] : await merged(git, `origin/${base}`, deployed);
  return { by: "the pull request", allowed: [...fromThisPullRequest, ...before], invalid, fromThisPullRequest };
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
 * The starting point if the deployed commit is unknown. The deployment of the last release may have failed or been blocked, so the next one
 * includes its changes. Allowances name their change in full, so an allowance that was already used matches nothing else.
 */
async function releaseBeforeLast(git: Git, to: string): Promise<string | undefined> {
  let found: string | undefined;
  for (let count = 0, from = to; count < 2; count++) {
    const tag = await git.tagBefore(from, "v*");
    // Before the first release, all messages count.
    if (tag === undefined) return undefined;
    found = from = tag;
  }
  return found;
}
