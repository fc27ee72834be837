import { LIMIT_IDS, LIMITS, type LimitId } from "../../aws/limits";
import { grouped } from "../../language/collections";
import { environmentOfStack } from "../../stacks/names";
import type { Documents } from "../synthesis/resources";
import { problem } from "./report";
import { isExceeded, type Usage, usagesOf } from "./usage";

/** The account of an environment, if the environment names it. */
export interface Accounted {
  readonly name: string;
  readonly account?: string;
}

const FIXED = LIMIT_IDS.filter((limit) => !LIMITS[limit].adjustable);
const ADJUSTABLE = LIMIT_IDS.filter((limit) => LIMITS[limit].adjustable);

/**
 * The environments of each account. An environment that does not name its account is alone, because it can be deployed with the credentials of
 * any account.
 */
export function environmentsByAccount(environments: readonly Accounted[]): readonly (readonly string[])[] {
  return [...grouped(environments.map(({ name, account }) => [account ?? name, name] as const)).values()];
}

/** Exceeded quotas that AWS does not raise: AWS rejects these stacks. Environments of one account are counted together. */
export function rejectedBy(documents: Documents, environments: readonly Accounted[]): readonly Usage[] {
  return exceededBy(documents, environments, FIXED);
}

/**
 * Exceeded quotas that AWS raises on request, with AWS's default values. The account can have higher ones. Environments of one account are
 * counted together.
 */
export function raisable(documents: Documents, environments: readonly Accounted[]): readonly Usage[] {
  return exceededBy(documents, environments, ADJUSTABLE);
}

function exceededBy(documents: Documents, environments: readonly Accounted[], limits: readonly LimitId[]): readonly Usage[] {
  return environmentsByAccount(environments).flatMap((names) => usagesOf(stacksOf(documents, names), { limits }).filter(isExceeded));
}

/** The stacks of some environments. */
export function stacksOf(documents: Documents, names: readonly string[]): Documents {
  return new Map([...documents].filter(([stack]) => names.includes(environmentOfStack(stack) ?? "")));
}

/** The error for exceeded quotas that AWS does not raise. */
export function rejectedText(usages: readonly Usage[]): string {
  return [
    `${usages.length === 1 ? "1 quota of AWS is" : `${usages.length} quotas of AWS are`} exceeded, so that AWS would reject a deployment:`,
    ...usages.flatMap(problem),
    "  fix: Use fewer of these resources in one place, or divide the environment: its resources count per environment, region or load balancer.",
  ].join("\n");
}

/** The warning for exceeded quotas that AWS raises on request; empty if there are none. */
export function raisableText(usages: readonly Usage[]): readonly string[] {
  if (usages.length === 0) return [];
  const title = `${usages.length === 1 ? "1 quota is" : `${usages.length} quotas are`} exceeded with AWS's default values. Raise them before the deployment, unless the account has higher ones:`;
  return [title, ...usages.flatMap(problem)];
}
