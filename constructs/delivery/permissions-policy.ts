import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { nameIn } from "../core/placement";
import { type PolicyStatement, policyDocument } from "../core/policy";
import { type AcceptedFindings, acceptFindings, wildcardExceptions } from "../core/accepted-findings";

export interface RightsPolicyProps {
  /** The last part of its name. */
  readonly name: string;
  readonly description: string;
  readonly statements: readonly PolicyStatement[];
  /** Findings that apply to the whole policy, with reasons. @default none */
  readonly accepted?: AcceptedFindings;
}

/**
 * A managed policy for roles: AWS limits it to 6,144 characters, and all inline policies of a role together to 10,240.
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
