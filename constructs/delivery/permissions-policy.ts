import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { nameIn } from "../core/placement";
import { type PolicyStatement, policyDocument } from "../core/policy";
import { type AcceptedFindings, acceptFindings, wildcardExceptions } from "../core/accepted-findings";

export interface RightsPolicyProps {
  /** The end of its name. */
  readonly name: string;
  readonly description: string;
  readonly statements: readonly PolicyStatement[];
  /** What policy checks find in it as a whole, and why it is meant so. @default nothing */
  readonly accepted?: AcceptedFindings;
}

/**
 * A policy of its own that roles are given: AWS takes 6,144 characters of one, and no more than 10,240 of all that stands in a role itself.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export class RightsPolicy extends Construct {
  public readonly arn: string;

  public constructor(scope: Construct, id: string, { name, description, statements, accepted }: RightsPolicyProps) {
    super(scope, id);
    const policy = new IamPolicy(this, "Resource", { name: nameIn(this, "policy", name), description, policy: policyDocument(statements) });
    acceptFindings(policy, { ...wildcardExceptions(statements), ...accepted });
    this.arn = policy.arn;
  }
}
