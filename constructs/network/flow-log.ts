import { FlowLog as AwsFlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { accountIdOf } from "../core/account";
import type { EncryptionKey } from "../core/encryption-key";
import { LogGroup } from "../core/log-group";
import { nameIn, placementOf } from "../core/placement";
import { policyDocument, serviceTrust } from "../core/policy";
import { roleBoundary } from "../core/role-boundary";
import { nameTag } from "./name-tag";

export interface FlowLogProps {
  readonly vpcId: string;
  /** All connections, or only rejected ones. */
  readonly traffic: "all" | "reject";
  readonly key: EncryptionKey;
}

/**
 * Records the connections in the VPC in a log group that Terrace manages.
 *
 * Cost drivers: GB written, which grow with connections, not with bytes; stored for the environment's log retention.
 */
export class FlowLog extends Construct {
  public constructor(scope: Construct, id: string, props: FlowLogProps) {
    super(scope, id);
    const group = new LogGroup(this, "LogGroup", { name: `/${placementOf(this).environment}/network/flow-log`, key: props.key });
    new AwsFlowLog(this, "Resource", {
      vpcId: props.vpcId,
      trafficType: props.traffic.toUpperCase(),
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      // CloudWatch Logs requires a role; S3 rejects one.
      iamRoleArn: this.createRole(group),
      maxAggregationInterval: 600,
      tags: nameTag(this, props.traffic),
    });
  }

  /** The policy of https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html, limited to this group. */
  private createRole(group: LogGroup): string {
    const role = new IamRole(this, "Role", {
      name: nameIn(this, "role", placementOf(this).region, "flow-log"),
      assumeRolePolicy: serviceTrust("vpc-flow-logs.amazonaws.com", accountIdOf(this)),
      ...roleBoundary(this),
    });
    const actions = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"];
    // The log streams of the group: in a policy, a group's ARN ends in `:*`.
    const policy = policyDocument([{ sid: "Write", actions, resources: [`${group.arn}:*`] }]);
    new IamRolePolicy(this, "Policy", { role: role.name, name: "write-flow-log", policy });
    return role.arn;
  }
}
