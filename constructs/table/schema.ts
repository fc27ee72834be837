import { z } from "zod";
import { REGION_VOCABULARY } from "../../aws/regions";
import { text, whole } from "../../language/fields";

const attributeName = text(/^[A-Za-z_][A-Za-z0-9_.-]{0,254}$/, "a name of 1 to 255 letters, digits, _ . and -", "userId");

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GlobalSecondaryIndex.html
const indexName = text(/^[A-Za-z0-9_.-]{3,255}$/, "a name of 3 to 255 letters, digits, _ . and -", "by-user");

const attribute = z
  .strictObject({
    name: attributeName.describe("Attribute name."),
    type: z.enum(["string", "number", "binary"]).default("string").describe("Attribute type."),
  })
  .meta({ title: "Key attribute" })
  .describe("A key attribute.");

const range = z
  .strictObject({
    min: whole(1, 40_000).describe("Minimum capacity units."),
    max: whole(1, 40_000).describe("Maximum capacity units."),
  })
  .meta({ title: "Capacity range" })
  .describe("Minimum and maximum capacity units.");

const index = z
  .strictObject({
    partitionKey: attribute.describe("Partition key."),
    sortKey: attribute.optional().describe("Sort key, which orders the items of one partition key. Default: no sort key."),
    projection: z
      .union([z.enum(["all", "keys"]), z.array(attributeName).min(1).max(20)])
      .default("all")
      .meta({ allowed: '"all", "keys", or attribute names', example: "all" })
      .describe("Projected attributes in addition to the keys."),
  })
  .describe("A global secondary index.");

/** A DynamoDB table. */
export const tableSchema = z
  .strictObject({
    partitionKey: attribute.describe("Partition key. It can never change."),
    sortKey: attribute
      .optional()
      .describe("Sort key, which orders the items of one partition key. Default: no sort key. It can never change."),
    indexes: z.record(indexName, index).default({}).describe("Global secondary indexes, by name."),
    provisioned: z
      .strictObject({
        read: range.describe("Read capacity."),
        write: range.describe("Write capacity."),
        utilization: whole(20, 90).default(70).describe("Target utilization of automatic scaling, in percent."),
      })
      .optional()
      .describe("Provisioned capacity, billed by the hour, with automatic scaling. Default: on demand, billed by request."),
    timeToLive: attributeName
      .optional()
      .describe("Attribute with the expiry time of an item, in seconds since 1970. Default: items do not expire."),
    stream: z
      .enum(["none", "keys-only", "new-image", "old-image", "new-and-old-images"])
      .optional()
      .describe(
        "Stream view type. The stream is always enabled. Default, and `none` in one region: new and old images. Tables with replicas require new and old images.",
      ),
    pointInTimeRecovery: z.boolean().default(true).describe("Enables restoring the table to any second of the last 35 days."),
    regions: z
      .array(z.string().meta({ vocabulary: REGION_VOCABULARY }))
      .min(1)
      .optional()
      .meta({ allowed: "names of `regions`, and the home region", example: ["us-east-1", "eu-west-1"] })
      .describe(
        "Regions with a table replica, in addition to the home region, which always has the table. Default: all regions. Every replica accepts writes.",
      ),
  })
  .describe("A DynamoDB table with a replica in each region.");

/** A table in the environment file. */
export type TableEntry = z.output<typeof tableSchema>;
