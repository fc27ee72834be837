import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import { accountIdOf } from "../core/account";
import { placementOf } from "../core/placement";
import { type PolicyStatement, policyDocument } from "../core/policy";
import { acceptFindings, wildcardExceptions } from "../core/accepted-findings";
import { nameTag } from "./name-tag";

export interface GatewayEndpointsProps {
  readonly vpcId: string;
  readonly routeTableIds: string[];
}

/**
 * Gateway endpoints for S3 and DynamoDB, without charge and without leaving AWS's network. Their policies limit access to this account
 * instead of repeating the permissions of task roles: data can be written only to buckets and tables of this account.
 */
export class GatewayEndpoints extends Construct {
  public readonly s3PrefixListId: string;
  public readonly dynamoDbPrefixListId: string;

  public constructor(scope: Construct, id: string, props: GatewayEndpointsProps) {
    super(scope, id);
    this.s3PrefixListId = this.create("S3", "s3", props, [ownBuckets(this), READ_ANY_BUCKET]);
    this.dynamoDbPrefixListId = this.create("DynamoDb", "dynamodb", props, [ownTables(this)]);
  }

  private create(id: string, service: string, props: GatewayEndpointsProps, statements: readonly PolicyStatement[]): string {
    const endpoint = new VpcEndpoint(this, id, {
      vpcId: props.vpcId,
      serviceName: `com.amazonaws.${placementOf(this).region}.${service}`,
      vpcEndpointType: "Gateway",
      routeTableIds: props.routeTableIds,
      policy: policyDocument(statements),
      tags: nameTag(this, service),
    });
    acceptFindings(endpoint, wildcardExceptions(statements));
    return endpoint.prefixListId;
  }
}

function ownBuckets(scope: Construct): PolicyStatement {
  return {
    sid: "OwnBuckets",
    actions: ["s3:*"],
    resources: ["*"],
    principals: "*",
    conditions: { StringEquals: { "aws:ResourceAccount": accountIdOf(scope) } },
    reason: "A perimeter, not a permission: the caller's role limits the actions, and the condition limits buckets to this account.",
  };
}

/**
 * Reads from any bucket: tasks start from data in other accounts' buckets, such as ECR's image layers
 * (`prod-<region>-starport-layer-bucket`), other registries' layers, and packages of Amazon Linux. Reading does not exfiltrate data.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
const READ_ANY_BUCKET: PolicyStatement = {
  sid: "ReadAnyBucket",
  actions: ["s3:GetObject"],
  resources: ["*"],
  principals: "*",
  reason: "A perimeter, not a permission: image layers and packages are in other accounts' buckets, and reading does not exfiltrate data.",
};

function ownTables(scope: Construct): PolicyStatement {
  return {
    sid: "OwnTables",
    actions: ["dynamodb:*"],
    resources: [`arn:aws:dynamodb:${placementOf(scope).region}:${accountIdOf(scope)}:table/*`],
    principals: "*",
    reason: "A perimeter, not a permission: the caller's role limits the actions and the tables of the account.",
  };
}
