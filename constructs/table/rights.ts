import { type KindRights, USE_OF_KEY, actionsOf } from "../core/actions";

const dynamodb = actionsOf("dynamodb");

export const tableRights: KindRights = {
  resources: {
    aws_dynamodb_table: {
      read: dynamodb("DescribeTable DescribeContinuousBackups DescribeTimeToLive ListTagsOfResource"),
      write: [
        ...dynamodb("CreateTable UpdateTable DeleteTable UpdateTimeToLive UpdateContinuousBackups TagResource UntagResource"),
        ...USE_OF_KEY,
      ],
    },
    aws_dynamodb_table_replica: {
      read: dynamodb("DescribeTable DescribeContinuousBackups ListTagsOfResource"),
      write: [
        ...dynamodb("UpdateTable CreateTableReplica DeleteTableReplica UpdateContinuousBackups TagResource UntagResource"),
        // DynamoDB fills the replica with the permissions of its creator:
        // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2gt_IAM.html
        ...dynamodb("BatchWriteItem DeleteItem GetItem PutItem Query Scan UpdateItem"),
      ],
    },
  },
  scopes: { dynamodb: (name) => [`table/${name}-*`] },
  scaled: ["table"],
  tasks: dynamodb("BatchGetItem BatchWriteItem ConditionCheckItem DeleteItem DescribeTable GetItem PutItem Query Scan UpdateItem"),
  serviceLinked: ["dynamodb.application-autoscaling.amazonaws.com", "replication.dynamodb.amazonaws.com"],
};
