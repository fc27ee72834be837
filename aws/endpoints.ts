import type { Vocabulary } from "../language/vocabulary";

/**
 * AWS services with interface endpoints, as in the names of the endpoints.
 *
 * Sources: "AWS services that integrate with AWS PrivateLink" (https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html)
 * and "Amazon ECR interface VPC endpoints" (https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html).
 */
export const INTERFACE_ENDPOINTS: readonly string[] = [
  "application-autoscaling",
  "aps-workspaces",
  "athena",
  "autoscaling",
  "bedrock-runtime",
  "cloudformation",
  "cloudtrail",
  "codebuild",
  "cognito-idp",
  "ec2",
  "ec2messages",
  "ecr.api",
  "ecr.dkr",
  "ecs",
  "ecs-agent",
  "ecs-telemetry",
  "elasticache",
  "elasticfilesystem",
  "elasticloadbalancing",
  "email-smtp",
  "events",
  "execute-api",
  "firehose",
  "glue",
  "kinesis-streams",
  "kms",
  "lambda",
  "logs",
  "monitoring",
  "rds",
  "rds-data",
  "s3tables",
  "sagemaker.runtime",
  "scheduler",
  "secretsmanager",
  "servicediscovery",
  "sns",
  "sqs",
  "ssm",
  "ssmmessages",
  "states",
  "sts",
  "textract",
  "xray",
];

/** The values of fields that contain such a service. */
export const ENDPOINT_VOCABULARY: Vocabulary = {
  type: "InterfaceEndpoint",
  meaning: "An AWS service with an interface endpoint.",
  values: INTERFACE_ENDPOINTS,
};

/** Services with gateway endpoints, which are free. Every VPC of Terrace has them. */
export const GATEWAY_ENDPOINTS: readonly string[] = ["dynamodb", "s3"];
