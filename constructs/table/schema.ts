import { z } from "zod";
import { REGION_VOCABULARY } from "../../aws/regions";
import { text, whole } from "../../language/fields";

/** What a team may write about DynamoDB tables. */

const attributeName = text(/^[A-Za-z_][A-Za-z0-9_.-]{0,254}$/, "a name of 1 to 255 letters, digits, _ . and -", "userId");

// DynamoDB takes no shorter names of indexes: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GlobalSecondaryIndex.html
const indexName = text(
  /^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){2,19}$/,
  "a name of 3 to 20 lower-case letters, digits and single hyphens that starts with a letter",
  "by-user",
);

const attribute = z
  .strictObject({
    name: attributeName.describe("The attribute's name."),
    type: z.enum(["string", "number", "binary"]).default("string").describe("Its type."),
  })
  .meta({ title: "Key attribute" })
  .describe("A key attribute.");

const range = z
  .strictObject({
    min: whole(1, 40_000).describe("Capacity units at least."),
    max: whole(1, 40_000).describe("Capacity units at most."),
  })
  .meta({ title: "Capacity range" })
  .describe("Capacity units that it scales between.");

const index = z
  .strictObject({
    partitionKey: attribute.describe("The attribute that spreads the items."),
    sortKey: attribute.optional().describe("The attribute that orders items of one partition key. Left out: none."),
    projection: z
      .union([z.enum(["all", "keys"]), z.array(attributeName).min(1).max(20)])
      .default("all")
      .meta({ allowed: '"all", "keys", or names of attributes', example: "all" })
      .describe("What it holds besides its keys."),
  })
  .describe("A global secondary index.");

/** A DynamoDB table. */
export const tableSchema = z
  .strictObject({
    partitionKey: attribute.describe("The attribute that spreads the items. It never changes."),
    sortKey: attribute.optional().describe("The attribute that orders items of one partition key. Left out: none. It never changes."),
    indexes: z.record(indexName, index).default({}).describe("Global secondary indexes, by name."),
    provisioned: z
      .strictObject({
        read: range.describe("Read capacity."),
        write: range.describe("Write capacity."),
        utilization: whole(20, 90).default(70).describe("Percent of the capacity in use that scaling aims at."),
      })
      .optional()
      .describe("Capacity that is paid by the hour and scales between bounds. Left out: on demand, paid by the request."),
    timeToLive: attributeName
      .optional()
      .describe("The attribute with the second since 1970 after which an item goes. Left out: items stay."),
    stream: z
      .enum(["none", "keys-only", "new-image", "old-image", "new-and-old-images"])
      .optional()
      .describe(
        "What a change tells its stream, which is always on. Left out, or `none` in one region: new and old images. Copies in other regions need those, so with copies it may tell nothing less.",
      ),
    pointInTimeRecovery: z.boolean().default(true).describe("Whether it can be restored to any second of the last 35 days."),
    regions: z
      .array(z.string().meta({ vocabulary: REGION_VOCABULARY }))
      .min(1)
      .optional()
      .meta({ allowed: "names of `regions`, and the home region", example: ["us-east-1", "eu-west-1"] })
      .describe("The regions with a copy, besides the home region, which always has one. Left out: all regions. Every copy takes writes."),
  })
  .describe("A DynamoDB table, with a copy in each region.");

/** A table as it is written. */
export type TableEntry = z.output<typeof tableSchema>;
