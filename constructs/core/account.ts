import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

/** The account that a stack is deployed to, looked up once in each stack. */
export function accountIdOf(scope: IConstruct): string {
  const stack = TerraformStack.of(scope);
  const existing = stack.node.tryFindChild("Account") as DataAwsCallerIdentity | undefined;
  return (existing ?? new DataAwsCallerIdentity(stack, "Account")).accountId;
}
