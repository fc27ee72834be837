import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import { placementOf } from "../core/placement";
import { allowIngress, SecurityGroup } from "../core/security-group";
import { nameTag } from "./name-tag";

export interface InterfaceEndpointsProps {
  readonly vpcId: string;
  /** One per zone. */
  readonly subnetIds: string[];
  /** CIDRs of the clients. */
  readonly clientCidrs: readonly string[];
  /** Service names as in the endpoints' names, for example `ecr.api`. */
  readonly services: readonly string[];
}

/**
 * AWS services inside the VPC, under their usual DNS names. Without a NAT gateway, tasks need `ecr.api`, `ecr.dkr` and `logs` (and
 * `secretsmanager`, `sqs`, … for the resources that they use).
 *
 * The endpoints keep AWS's default policy, which allows everything: not every service supports a policy, and the caller's role limits the
 * actions.
 *
 * Cost drivers: hours of each endpoint and zone, GB.
 */
export class InterfaceEndpoints extends Construct {
  public readonly securityGroup: SecurityGroup;

  public constructor(scope: Construct, id: string, props: InterfaceEndpointsProps) {
    super(scope, id);
    const { vpcId } = props;
    this.securityGroup = new SecurityGroup(this, "SecurityGroup", { vpcId, role: "endpoints", description: "Endpoints of AWS services" });
    props.clientCidrs.forEach((cidr, index) => {
      const description = `HTTPS from private subnet ${index + 1}`;
      allowIngress(this, `Clients${index + 1}`, this.securityGroup, { kind: "cidr", cidr }, { protocol: "tcp", from: 443 }, description);
    });
    for (const service of props.services) this.createEndpoint(service, props);
  }

  private createEndpoint(service: string, props: InterfaceEndpointsProps): void {
    assertNoGateway(service);
    new VpcEndpoint(this, `Endpoint-${service}`, {
      vpcId: props.vpcId,
      serviceName: `com.amazonaws.${placementOf(this).region}.${service}`,
      vpcEndpointType: "Interface",
      subnetIds: props.subnetIds,
      securityGroupIds: [this.securityGroup.securityGroupId],
      privateDnsEnabled: true,
      tags: nameTag(this, service),
    });
  }
}

/**
 * An interface endpoint for S3 or DynamoDB needs additional setup for its private DNS name, and their gateway endpoints are free.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
 */
function assertNoGateway(service: string): void {
  if (service === "s3" || service === "dynamodb") {
    throw new RangeError(
      `interface endpoint "${service}" is not needed: every network has a gateway endpoint for it; remove it from interfaceEndpoints`,
    );
  }
}
