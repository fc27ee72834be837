import { type Row, expected } from "./row";

const key = (name: string, type?: string) => ({ name, ...(type === undefined ? {} : { type }) });
const likes = { partitionKey: key("photoId") };
const two = { homeRegion: "us-east-1", regions: { "us-east-1": { primary: true }, "eu-west-1": {} } };
const index = (more: object) => ({ ...likes, indexes: { "by-user": { partitionKey: key("userId"), ...more } } });
const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);

/** Violations of the rules about tables. */
export const tablesRows: readonly Row[] = [
  [
    "table.key",
    { "tables.likes": { ...likes, sortKey: key("photoId") } },
    expected("tables.likes.sortKey.name", "photoId", "as `partitionKey`", "an attribute other", "Remove `sortKey`"),
  ],
  [
    "table.key",
    { "tables.likes": index({ sortKey: key("userId") }) },
    expected("tables.likes.indexes.by-user.sortKey.name", "userId", "as `partitionKey`", "an attribute other", "Remove `sortKey`"),
  ],
  [
    "table.attribute",
    { "tables.likes": index({ sortKey: key("photoId", "number") }) },
    expected(
      "tables.likes.indexes.by-user.sortKey.type",
      "number",
      "makes photoId a number, but another key of this table makes it a string",
      "the same type",
      '`type: "string"`',
    ),
  ],
  [
    "table.indexes-quota",
    { "tables.likes": { ...likes, indexes: Object.fromEntries(numbers(21).map((number) => [`by-a${number + 10}`, likes])) } },
    expected("tables.likes.indexes", numbers(21).map((number) => `by-a${number + 10}`), "has 21 indexes", "at most 20 indexes", "Request a higher quota"), // prettier-ignore
  ],
  [
    "table.projection",
    {
      "tables.likes": {
        ...likes,
        indexes: Object.fromEntries(
          numbers(6).map((number) => [`by-a${number}`, { ...likes, projection: numbers(17).map((other) => `a${other}`) }]),
        ),
      },
    },
    expected("tables.likes.indexes", numbers(6).map((number) => `by-a${number}`), "has 102 attributes", "at most 100", '"all"'), // prettier-ignore
  ],
  [
    "table.capacity",
    { "tables.likes": { ...likes, provisioned: { read: { min: 5, max: 4 }, write: { min: 1, max: 1 } } } },
    expected("tables.likes.provisioned.read.min", 5, "above `max`", "which is 4", "Reduce `min`"),
  ],
  [
    "table.time-to-live",
    { "tables.likes": { ...likes, sortKey: key("end", "number"), timeToLive: "end" } },
    expected("tables.likes.timeToLive", "end", "key of the table", "not a key of the table", "`expiresAt`"),
  ],
  [
    "table.time-to-live",
    { "tables.likes": { ...index({ sortKey: key("end") }), timeToLive: "end" } },
    expected("tables.likes.timeToLive", "end", "not a number", "a number", '`type: "number"`'),
  ],
  [
    "table.regions",
    { ...two, "tables.likes": { ...likes, regions: ["eu-west-1", "eu-west-2"] } },
    expected("tables.likes.regions[1]", "eu-west-2", "nor its home region", "eu-west-1 or us-east-1", "`eu-west-1`"),
  ],
  [
    "table.regions",
    { ...two, "tables.likes": { ...likes, regions: ["eu-west-1", "eu-west-1"] } },
    expected("tables.likes.regions[1]", "eu-west-1", "duplicate", "each region once", "Remove it"),
  ],
  [
    "table.stream",
    { ...two, "tables.likes": { ...likes, stream: "keys-only" } },
    expected("tables.likes.stream", "keys-only", "not enough", '"new-and-old-images"', "Remove `stream`"),
  ],
  [
    "network.nat-none-table",
    {
      ...two,
      "network.natGateways": "none",
      "network.interfaceEndpoints": ["ecr.api", "ecr.dkr", "logs"],
      "tables.likes": { ...likes, regions: ["us-east-1"] },
      "services.api.uses": ["likes"],
    },
    expected("tables.likes.regions", ["us-east-1"], "lacks eu-west-1", "all regions", "Leave `regions` out"),
  ],
  [
    "uses.ambiguous",
    { "tables.main": likes, "queues.main": {} },
    expected("queues.main", "main", "a name in `tables`", "databases, tables, caches", "Rename"),
  ],
];
