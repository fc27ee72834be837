import type { DynamodbTableAttribute, DynamodbTableGlobalSecondaryIndex } from "@cdktf/provider-aws/lib/dynamodb-table";
import type { Table, TableAttribute, TableCapacity, TableIndex, TableKey } from "./model";

const TYPES = { string: "S", number: "N", binary: "B" } as const;

/** The default stream has new and old images too: see `Table`. */
const STREAM_VIEWS = {
  none: "NEW_AND_OLD_IMAGES",
  "keys-only": "KEYS_ONLY",
  "new-image": "NEW_IMAGE",
  "old-image": "OLD_IMAGE",
  "new-and-old-images": "NEW_AND_OLD_IMAGES",
} as const;

/** The stream view type. */
export function streamView({ stream }: Pick<Table, "stream">): (typeof STREAM_VIEWS)[keyof typeof STREAM_VIEWS] {
  return STREAM_VIEWS[stream];
}

/** The unique key attributes of the table and its indexes. AWS rejects definitions of other attributes. */
export function keyAttributes({ key, indexes }: Pick<Table, "key" | "indexes">): DynamodbTableAttribute[] {
  const attributes = [key, ...indexes.map((index) => index.key)].flatMap(({ partition, sort }) => [partition, ...(sort ? [sort] : [])]);
  const byName = new Map(attributes.map((attribute): [string, TableAttribute] => [attribute.name, attribute]));
  return [...byName.values()].map(({ name, type }) => ({ name, type: TYPES[type] }));
}

/** The key of a table or an index. */
export function keyArguments({ partition, sort }: TableKey) {
  return { hashKey: partition.name, ...(sort && { rangeKey: sort.name }) };
}

/** Initial capacity: the minimum if it scales. */
export function capacityArguments(capacity: TableCapacity) {
  return capacity.mode === "on-demand" ? {} : { readCapacity: capacity.read.min, writeCapacity: capacity.write.min };
}

/** An index, with the capacity of its table. */
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
