import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { accountIdOf } from "../core/account";
import { nameIn, placementOf } from "../core/placement";
import { serviceTrust } from "../core/policy";
import { roleBoundary } from "../core/role-boundary";

/** AWS managed policy for enhanced monitoring: allows writing operating system metrics to the log group `RDSOSMetrics` only. */
const POLICY = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole";

export interface MonitoringRoleProps {
  readonly databaseName: string;
}

/** The role with which RDS writes enhanced monitoring. Its log group is shared by the account and region, so no environment owns it. */
export class MonitoringRole extends Construct {
  public readonly arn: string;
  /** RDS checks the permissions when it creates an instance. */
  public readonly dependable: ITerraformDependable;

  public constructor(scope: Construct, id: string, props: MonitoringRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "Resource", {
      name: nameIn(this, "role", placementOf(this).region, props.databaseName, "monitoring"),
      assumeRolePolicy: serviceTrust("monitoring.rds.amazonaws.com", accountIdOf(this)),
      ...roleBoundary(this),
    });
    this.arn = role.arn;
    this.dependable = new IamRolePolicyAttachment(this, "Policy", { role: role.name, policyArn: POLICY });
  }
}
