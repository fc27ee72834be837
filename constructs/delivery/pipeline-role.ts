import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { type Duration, seconds } from "../../language/units";
import { nameIn } from "../core/placement";
import { type PolicyStatement, policyDocument } from "../core/policy";
import { acceptFindings, wildcardExceptions } from "../core/accepted-findings";
import { ISSUER } from "./github-trust";
import type { PipelineBoundary } from "./permissions-boundary";
import type { RightsPolicy } from "./permissions-policy";

/** The pipeline's roles by purpose: the suffix of their names. */
export const PIPELINE_ROLES = ["plan", "prepare", "deploy", "publish"] as const;

const ID = { states: "States", images: "Images" } as const;

const NUMBERS =
  "Checkov does not support subjects with the repository's IDs, which GitHub issues since July 2026. These match the repository exactly.";

/**
 * Checkov checks a trust policy that contains the ARN of GitHub's provider; it skips a provider that the stack creates, which is a
 * reference.
 */
function hasNumbers(trust: string): boolean {
  return trust.includes(`:oidc-provider/${ISSUER}"`) && /:sub":\[?"repo:[^"]*@/.test(trust);
}

export interface PipelineRoleProps {
  readonly purpose: (typeof PIPELINE_ROLES)[number];
  readonly description: string;
  readonly trust: string;
  readonly boundary: PipelineBoundary;
  /** Policies by topic, which is also their construct ID. */
  readonly policies: Readonly<Record<string, RightsPolicy>>;
  /** Inline statements of this role, and their topic. */
  readonly statements: readonly PolicyStatement[];
  readonly about: "states" | "images";
  /** Maximum session duration of a job. AWS allows 12 hours. */
  readonly session: Duration;
}

/** A role that pipeline jobs assume with a token that identifies them. */
export class PipelineRole extends Construct {
  public readonly arn: string;

  public constructor(scope: Construct, id: string, props: PipelineRoleProps) {
    super(scope, id);
    const { purpose, description, trust, boundary, policies, statements, about, session } = props;
    const role = new IamRole(this, "Resource", {
      name: nameIn(this, "role", purpose),
      description,
      assumeRolePolicy: trust,
      permissionsBoundary: boundary.arn,
      maxSessionDuration: seconds(session),
    });
    acceptFindings(role, { CKV_AWS_393: hasNumbers(trust) && NUMBERS });
    for (const [part, { arn }] of Object.entries(policies))
      new IamRolePolicyAttachment(this, `Policy-${part}`, { role: role.name, policyArn: arn });
    const policy = new IamRolePolicy(this, ID[about], { name: about, role: role.name, policy: policyDocument(statements) });
    acceptFindings(policy, wildcardExceptions(statements));
    this.arn = role.arn;
  }
}
