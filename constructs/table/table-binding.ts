import { variablesOf } from "../core/variables";
import type { Binding } from "../core/bindings";
import type { EncryptionKey } from "../core/encryption-key";
import type { PolicyStatement } from "../core/policy";
import { type Table, tableVariables } from "./model";

/** All that one does with items, and nothing that changes the table. */
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

/** A table, or its copy, in one region. */
export interface RegionalTable {
  readonly arn: string;
  readonly region: string;
  readonly key: EncryptionKey;
}

/**
 * What a consumer gets of a table. No connection: DynamoDB has no address in a VPC, and is reached over HTTPS through the gateway endpoint
 * of its region; a table at home that has no copy in the consumer's region, through the NAT.
 */
export function tableBinding({ name, indexes }: Table, tableName: string, { arn, region, key }: RegionalTable): Binding {
  return {
    name,
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
 * DynamoDB decrypts a table's key in the name of whoever reads or writes. The key has other tables too: the context is this one's.
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
