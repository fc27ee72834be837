import type { StackPlan } from "../plan/stack-plan";
import { code, count } from "../text/markdown";

/**
 * Addresses of the pipeline's own permissions and of the permissions boundary of the roles that it creates, matched by the construct's name.
 * The pipeline's roles are not allowed to change any of them.
 */
const OWN_PERMISSIONS = /^aws_iam_\w+\.(Pipeline|WorkloadBoundary)_/;

/** A stack that a person with IAM permissions must deploy, and the resources that the pipeline cannot change. */
export interface ManualStep {
  readonly stack: string;
  readonly addresses: readonly string[];
}

/** The stacks whose plans change the pipeline's own permissions. The pipeline could apply them only partially. */
export function manualSteps(plans: readonly StackPlan[]): ManualStep[] {
  return plans.flatMap(({ stack, changes }) => {
    const addresses = changes.map(({ address }) => address).filter((address) => OWN_PERMISSIONS.test(address));
    return addresses.length > 0 ? [{ stack, addresses }] : [];
  });
}

/** The instruction, in Markdown. */
export function manualStepLine({ stack, addresses }: ManualStep): string {
  const [first = ""] = addresses;
  const changed = addresses.length === 1 ? code(first) : `${code(first)} and ${count(addresses.length - 1, "more", "more")}`;
  return `- **Deploy \`${stack}\` manually first**, from the commit to deploy, with IAM permissions: ${code(`npx cdktf deploy ${stack}`)}. It changes the pipeline's own permissions (${changed}), which its roles cannot change.`;
}
