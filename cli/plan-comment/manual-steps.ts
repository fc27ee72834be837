import type { StackPlan } from "../plan/stack-plan";
import { code, count } from "../text/markdown";

/**
 * What gives the pipeline its rights, and bounds those of the roles that it makes, by the constructs that make it: Terraform's names begin
 * with theirs. No role of the pipeline may write any of it.
 */
const OWN_RIGHTS = /^aws_iam_\w+\.(Pipeline|WorkloadBoundary)_/;

/** A stack that somebody with rights on roles has to deploy, and what of it the pipeline may not do. */
export interface ByHand {
  readonly stack: string;
  readonly addresses: readonly string[];
}

/** The stacks whose plans change the pipeline's own rights: from the pipeline their deployment would end half-way. */
export function byHand(plans: readonly StackPlan[]): ByHand[] {
  return plans.flatMap(({ stack, changes }) => {
    const addresses = changes.map(({ address }) => address).filter((address) => OWN_RIGHTS.test(address));
    return addresses.length > 0 ? [{ stack, addresses }] : [];
  });
}

/** What a person does first, in Markdown. */
export function byHandLine({ stack, addresses }: ByHand): string {
  const [first = ""] = addresses;
  const what = addresses.length === 1 ? code(first) : `${code(first)} and ${count(addresses.length - 1, "more", "more")}`;
  return `- **A person deploys \`${stack}\` first**, with rights on roles and the commit that is to be deployed: ${code(`npx cdktf deploy ${stack}`)}. It changes what gives the pipeline its own rights (${what}), which none of its roles may.`;
}
