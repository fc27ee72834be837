import type { LogColumn, LogTable } from "./log-table";

/** A space-separated part of a log line: its columns, and a pattern with a group for each column. */
export interface LineField {
  readonly columns: readonly LogColumn[];
  readonly pattern: string;
  /** Whether AWS added the field later, so that older lines end before it. @default false */
  readonly late?: boolean;
}

const ANYTHING = "([^ ]*)";
const NUMBER = "([-.0-9]*)";
const QUOTED = '"([^"]*)"';

/** A word without spaces. */
export function word(name: string): LineField {
  return { columns: [{ name, type: "string" }], pattern: ANYTHING };
}

/** A number, or `-` for none, which becomes NULL. */
export function number(name: string, type: "int" | "bigint" | "double"): LineField {
  return { columns: [{ name, type }], pattern: NUMBER };
}

/** A string in double quotes. */
export function quoted(name: string): LineField {
  return { columns: [{ name, type: "string" }], pattern: QUOTED };
}

/** An address and its port, or `-` for both. Greedy, for IPv6. */
export function address(name: string): LineField {
  return {
    columns: [
      { name: `${name}_ip`, type: "string" },
      { name: `${name}_port`, type: "int" },
    ],
    pattern: "([^ ]*)[:-]([0-9]*)",
  };
}

/** Marks a field as optional. */
export function late(field: LineField): LineField {
  return { ...field, late: true };
}

/**
 * The pattern of a whole line. It must have exactly one group for each column, or Athena returns NULL for all of them. Fields that AWS may
 * append later are ignored.
 */
export function linePattern(fields: readonly LineField[]): string {
  const patterns = fields.map(({ pattern, late: mayLack }, index) => {
    const spaced = index === 0 ? pattern : ` ${pattern}`;
    return mayLack ? `(?:${spaced})?` : spaced;
  });
  return `${patterns.join("")}(?: .*)?`;
}

/** Columns and serde of a table whose lines have these fields. */
export function lineTable(fields: readonly LineField[]): Pick<LogTable, "columns" | "serde"> {
  return {
    columns: fields.flatMap(({ columns }) => columns),
    serde: {
      library: "org.apache.hadoop.hive.serde2.RegexSerDe",
      parameters: { "serialization.format": "1", "input.regex": linePattern(fields) },
    },
  };
}
