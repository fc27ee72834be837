import { repeated } from "../../language/collections";
import { didYouMean, oneOf } from "../../language/nearest";
import { NAMES } from "../../language/parse";
import type { Path } from "../../language/paths";
import { knownRegions } from "../../aws/regions";
import { type RuleViolation, type Rule, type Subject, entriesOf, forEach } from "../../language/rule";
import type { TableNeeds, TableSettings } from "./model";

/** The part of an environment that table rules read. */
type Environment = TableNeeds & { readonly tables: Readonly<Record<string, TableSettings>> };

const tables = (environment: Environment) => entriesOf(environment, "tables");

/** Default quota of indexes of a table (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html). */
const INDEXES = 20;

/**
 * Maximum of projected attributes over all indexes of a table
 * (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html).
 */
const MOST_PROJECTED = 100;

/**
 * Rules about DynamoDB tables. Provisioned capacity with replicas is valid: AWS requires global tables to be on demand or to scale
 * automatically, and Terrace configures scaling
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_reqs_bestpractices.html).
 */
export const tableRules: readonly Rule<Environment>[] = [
  forEach("table.key", tables, function* (subject) {
    for (const { path, partitionKey, sortKey } of keysOf(subject)) {
      if (sortKey?.name !== partitionKey.name) continue;
      yield {
        path: [...path, "sortKey", "name"],
        problem: "is the same attribute as `partitionKey`",
        received: sortKey.name,
        allowed: "an attribute other than `partitionKey`",
        fix: "Remove `sortKey`, or choose the attribute that orders the items.",
        reads: [[...path, "partitionKey"]],
      };
    }
  }),
  forEach("table.attribute", tables, function* (subject) {
    const known = new Map<string, Attribute>();
    for (const attribute of attributesOf(subject)) {
      const first = known.get(attribute.name);
      if (!first) known.set(attribute.name, attribute);
      else if (first.type !== attribute.type) yield twoTypes(attribute, first);
    }
  }),
  {
    ...forEach("table.indexes-quota", tables, function* ({ path, value }) {
      const count = Object.keys(value.indexes).length;
      if (count <= INDEXES) return;
      yield {
        path: [...path, "indexes"],
        problem: `has ${count} indexes`,
        received: Object.keys(value.indexes),
        allowed: `at most ${INDEXES} indexes of a table with the default quota`,
        fix: "Request a higher quota from AWS in each region before the first deployment, or use fewer indexes.",
      };
    }),
    warning: true,
  },
  forEach("table.projection", tables, function* ({ path, value }) {
    const names = Object.values(value.indexes).flatMap(({ projection }) => (typeof projection === "string" ? [] : projection));
    if (names.length <= MOST_PROJECTED) return;
    yield {
      path: [...path, "indexes"],
      problem: `has ${names.length} attributes in \`projection\`, including duplicates`,
      received: Object.keys(value.indexes),
      allowed: `at most ${MOST_PROJECTED} in all indexes of a table`,
      fix: 'Use fewer attributes, or write `projection: "all"`.',
    };
  }),
  forEach("table.capacity", tables, function* ({ path, value: { provisioned } }) {
    for (const what of ["read", "write"] as const) {
      const range = provisioned?.[what];
      if (range === undefined || range.min <= range.max) continue;
      yield {
        path: [...path, "provisioned", what, "min"],
        problem: "is above `max`",
        received: range.min,
        allowed: `at most \`max\`, which is ${range.max}`,
        fix: "Reduce `min` or increase `max`.",
        reads: [[...path, "provisioned", what, "max"]],
      };
    }
  }),
  forEach("table.time-to-live", tables, function* (subject) {
    const { path, value } = subject;
    const uses = attributesOf(subject).filter(({ name }) => name === value.timeToLive);
    const inTable = uses.some(({ ofTable }) => ofTable);
    if (!inTable && uses.every(({ type }) => type === "number")) return;
    yield {
      path: [...path, "timeToLive"],
      problem: inTable ? "is a key of the table, so the expiry of an item could never be changed" : "is a key that is not a number",
      received: value.timeToLive,
      allowed: "a number attribute that is not a key of the table",
      fix: inTable ? "Use a separate attribute, for example `expiresAt`." : 'Write `type: "number"` for the key of the index.',
      reads: uses.map((attribute) => attribute.path),
    };
  }),
  forEach("table.regions", tables, function* ({ path, value: { regions }, settings }) {
    const names = [...new Set([...Object.keys(settings.regions), ...(settings.homeRegion === undefined ? [] : [settings.homeRegion])])];
    const twice = new Set(repeated(regions));
    for (const [index, region] of regions.entries()) {
      const at = { path: [...path, "regions", index], received: region };
      if (!names.includes(region))
        yield {
          ...at,
          problem: "is neither a region of this environment nor its home region",
          allowed: oneOf(knownRegions(names)),
          fix: didYouMean(region, names, "Choose one of these, or add it to `regions` of the environment."),
          reads: [["regions", NAMES], ["homeRegion"]],
        };
      else if (twice.has(index)) yield { ...at, problem: "is a duplicate", allowed: "each region once", fix: "Remove it." };
    }
  }),
  forEach("table.stream", tables, function* ({ path, value: { regions, stream }, settings: { homeRegion } }) {
    if (stream === "new-and-old-images" || regions.every((region) => region === homeRegion)) return;
    yield {
      path: [...path, "stream"],
      problem: "is not enough: replicas in other regions require a stream of new and old images",
      received: stream,
      allowed: '"new-and-old-images" with replicas in other regions',
      fix: "Remove `stream`, or list only the home region in `regions` of the table.",
      reads: [[...path, "regions"], ["regions"], ["homeRegion"]],
    };
  }),
];

type Keys = Pick<TableSettings, "partitionKey" | "sortKey"> & { readonly path: Path; readonly ofTable: boolean };

interface Attribute {
  readonly path: Path;
  readonly name: string;
  readonly type: "string" | "number" | "binary";
  /** Whether it is a key of the table itself, not of an index. */
  readonly ofTable: boolean;
}

/** The key of the table, then those of its indexes. */
function keysOf({ path, value }: Subject<TableSettings, Environment>): readonly Keys[] {
  const { partitionKey, sortKey, indexes } = value;
  return [
    { path, ofTable: true, partitionKey, sortKey },
    ...Object.entries(indexes).map(([name, index]) => ({
      path: [...path, "indexes", name],
      ofTable: false,
      partitionKey: index.partitionKey,
      sortKey: index.sortKey,
    })),
  ];
}

function attributesOf(subject: Subject<TableSettings, Environment>): readonly Attribute[] {
  return keysOf(subject).flatMap(({ path, ofTable, partitionKey, sortKey }) => [
    { path: [...path, "partitionKey"], ofTable, ...partitionKey },
    ...(sortKey ? [{ path: [...path, "sortKey"], ofTable, ...sortKey }] : []),
  ]);
}

function twoTypes({ path, name, type }: Attribute, first: Attribute): RuleViolation {
  return {
    path: [...path, "type"],
    problem: `makes ${name} a ${type}, but another key of this table makes it a ${first.type}`,
    received: type,
    allowed: "the same type for an attribute in all keys",
    fix: `Write \`type: "${first.type}"\`, or choose another attribute.`,
    reads: [first.path, [...path, "name"]],
  };
}
