import type { Duration } from "../../language/units";
import { seconds } from "../../language/units";
import { previewName, pullRequestOf } from "../../project/previews";
import { Problem, UsageProblem } from "../problem";
import { count } from "../text/markdown";
import { environmentOfStack, stackOfStateKey } from "../../stacks/names";

/** An object in the state bucket of all previews. */
export interface StateFile {
  readonly key: string;
  readonly modified: Date;
}

export interface Preview {
  readonly pullRequest: number;
  readonly stacks: readonly string[];
  /** The last change of any of its stacks. */
  readonly deployed: Date;
}

/** All previews that have states, the oldest first. */
export function previewsOf(files: readonly StateFile[]): Preview[] {
  const found = new Map<number, { stacks: string[]; deployed: Date }>();
  for (const { key, modified } of files) {
    const stack = stackOfStateKey(key) ?? "";
    const pullRequest = pullRequestOf(environmentOfStack(stack) ?? "");
    if (pullRequest === undefined) continue;
    const { stacks, deployed } = found.get(pullRequest) ?? { stacks: [], deployed: modified };
    found.set(pullRequest, { stacks: [...stacks, stack].sort(), deployed: modified > deployed ? modified : deployed });
  }
  return [...found]
    .map(([pullRequest, preview]) => ({ pullRequest, ...preview }))
    .sort((one, other) => one.deployed.getTime() - other.deployed.getTime());
}

/** Previews that are older than their lifetime. */
export function expired(previews: readonly Preview[], lifetime: Duration, now: Date): Preview[] {
  return previews.filter(({ deployed }) => now.getTime() - deployed.getTime() > seconds(lifetime) * 1000);
}

/**
 * Checks that the checked-out code contains every stack of a preview.
 *
 * @throws Problem if a stack would be orphaned: another commit of the pull request created it.
 */
export function checkKnown(pullRequest: number, states: readonly string[], stacks: readonly string[]): void {
  const unknown = states.filter((state) => !stacks.includes(state));
  if (unknown.length === 0) return;
  throw new Problem(
    [
      `Nothing was destroyed: the preview of pull request ${pullRequest} has stacks that the checked-out code does not contain.`,
      ...unknown.map((stack) => `  ${stack}`),
      `  fix: run it from the commit that created them: git fetch origin refs/pull/${pullRequest}/head && git checkout FETCH_HEAD`,
    ].join("\n"),
  );
}

/** One line for each preview. */
export function previewLines(previews: readonly Preview[], lifetime: Duration, now: Date): string[] {
  if (previews.length === 0) return ["There are no previews."];
  const old = new Set(expired(previews, lifetime, now).map(({ pullRequest }) => pullRequest));
  return previews.map(({ pullRequest, stacks, deployed }) => {
    const hours = Math.floor((now.getTime() - deployed.getTime()) / 3_600_000);
    return `pull request ${pullRequest}: ${count(stacks.length, "stack")}, deployed ${hours} h ago${old.has(pullRequest) ? `, older than ${lifetime}` : ""}`;
  });
}

/**
 * Parses the number of a pull request.
 *
 * @throws Problem if it is not one.
 */
export function parsePullRequest(text: string): number {
  const number = /^\d+$/.test(text) ? pullRequestOf(previewName(Number(text))) : undefined;
  if (number !== undefined && String(number) === text) return number;
  throw new UsageProblem(`Invalid pull request number ${JSON.stringify(text)}. Example: 12`);
}
