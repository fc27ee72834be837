import { variablesOf } from "../core/variables";
import type { AttributeValues } from "../core/attributes";
import type { Binding } from "../core/bindings";
import type { EncryptionKey } from "../core/encryption-key";
import type { PolicyStatement } from "../core/policy";
import type { tableAttributes } from "./attributes";
import { type Table, tableVariables } from "./model";

/** All item operations, and no operation that changes the table. */
const ITEM_ACTIONS = [
  "dynamodb:GetItem",
  "dynamodb:BatchGetItem",
  "dynamodb:Query",
  "dynamodb:Scan",
  "dynamodb:ConditionCheckItem",
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
  "dynamodb:DeleteItem",
  "dynamodb:BatchWriteItem",
  "dynamodb:DescribeTable",
];

/** A table, or its replica, in one region. */
export interface RegionalTable {
  readonly arn: string;
  readonly region: string;
  readonly key: EncryptionKey;
}

/**
 * The binding of a table's consumer. It has no connection, since DynamoDB has no address in a VPC: consumers use HTTPS through the gateway
 * endpoint of their region, or through the NAT gateway if their region has no replica.
 */
export function tableBinding({ name, indexes }: Table, tableName: string, { arn, region, key }: RegionalTable): Binding {
  return {
    name,
    attributes: { name: tableName, region } satisfies AttributeValues<typeof tableAttributes>,
    environment: variablesOf(tableVariables, name, { NAME: tableName, REGION: region }),
    secrets: {},
    taskStatements: [
      { actions: ITEM_ACTIONS, resources: [arn, ...indexes.map((index) => `${arn}/index/${index.name}`)] },
      decrypt(tableName, region, key),
    ],
    executionStatements: [],
    connections: [],
  };
}

/**
 * DynamoDB decrypts a table's key with the permissions of the caller. Other tables use the same key, so the encryption context restricts
 * this to one table.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
function decrypt(tableName: string, region: string, key: EncryptionKey): PolicyStatement {
  return {
    actions: ["kms:Decrypt"],
    resources: [key.arn],
    conditions: {
      StringEquals: {
        "kms:ViaService": `dynamodb.${region}.amazonaws.com`,
        "kms:EncryptionContext:aws:dynamodb:tableName": tableName,
      },
    },
  };
}
