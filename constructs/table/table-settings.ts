import type { DynamodbTableAttribute, DynamodbTableGlobalSecondaryIndex } from "@cdktf/provider-aws/lib/dynamodb-table";
import type { Table, TableAttribute, TableCapacity, TableIndex, TableKey } from "./model";

/** A table of the model in the words of the provider. */

const TYPES = { string: "S", number: "N", binary: "B" } as const;

/** A stream that nobody asked for tells all too: see `Table`. */
const STREAM_VIEWS = {
  none: "NEW_AND_OLD_IMAGES",
  "keys-only": "KEYS_ONLY",
  "new-image": "NEW_IMAGE",
  "old-image": "OLD_IMAGE",
  "new-and-old-images": "NEW_AND_OLD_IMAGES",
} as const;

/** What a change tells the stream. */
export function streamView({ stream }: Pick<Table, "stream">): (typeof STREAM_VIEWS)[keyof typeof STREAM_VIEWS] {
  return STREAM_VIEWS[stream];
}

/** The attributes that are keys of the table or of an index, once each: AWS refuses the definition of any other. */
export function keyAttributes({ key, indexes }: Pick<Table, "key" | "indexes">): DynamodbTableAttribute[] {
  const attributes = [key, ...indexes.map((index) => index.key)].flatMap(({ partition, sort }) => [partition, ...(sort ? [sort] : [])]);
  const byName = new Map(attributes.map((attribute): [string, TableAttribute] => [attribute.name, attribute]));
  return [...byName.values()].map(({ name, type }) => ({ name, type: TYPES[type] }));
}

/** The key of a table or an index. */
export function keyArguments({ partition, sort }: TableKey) {
  return { hashKey: partition.name, ...(sort && { rangeKey: sort.name }) };
}

/** Capacity to begin with: what scales begins at its least. */
export function capacityArguments(capacity: TableCapacity) {
  return capacity.mode === "on-demand" ? {} : { readCapacity: capacity.read.min, writeCapacity: capacity.write.min };
}

/** An index, which has the capacity of its table. */
export function indexArguments({ name, key, projection }: TableIndex, capacity: TableCapacity): DynamodbTableGlobalSecondaryIndex {
  return { name, ...keyArguments(key), ...projectionArguments(projection), ...capacityArguments(capacity) };
}

function projectionArguments(projection: TableIndex["projection"]) {
  switch (projection) {
    case "all":
      return { projectionType: "ALL" };
    case "keys":
      return { projectionType: "KEYS_ONLY" };
    default:
      return { projectionType: "INCLUDE", nonKeyAttributes: [...projection] };
  }
}
