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
 * S3 and DynamoDB without leaving AWS's network, free of charge. Their policies are a fence around the account, not another copy of what
 * each task's role allows: data can be written only to buckets and tables of our own.
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
    reason: "A fence, not a right: the caller's role says which actions, and the condition says whose buckets.",
  };
}

/**
 * Any bucket, because what tasks are started from is kept in buckets of others: ECR's image layers (`prod-<region>-starport-layer-bucket`),
 * other registries' layers, packages of Amazon Linux. Reading takes no data out.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
const READ_ANY_BUCKET: PolicyStatement = {
  sid: "ReadAnyBucket",
  actions: ["s3:GetObject"],
  resources: ["*"],
  principals: "*",
  reason: "A fence, not a right: layers of images and packages are in buckets of others, and reading takes no data out.",
};

function ownTables(scope: Construct): PolicyStatement {
  return {
    sid: "OwnTables",
    actions: ["dynamodb:*"],
    resources: [`arn:aws:dynamodb:${placementOf(scope).region}:${accountIdOf(scope)}:table/*`],
    principals: "*",
    reason: "A fence, not a right: the caller's role says which actions, and on which of the account's tables.",
  };
}
