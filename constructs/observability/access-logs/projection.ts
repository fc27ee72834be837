/** The partitions of a table and the properties that let Athena compute them, without a crawler or daily updates. */
export interface Projection {
  readonly keys: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
}

export interface ProjectionProps {
  /** Name and length of the time partition; the path contains it as `yyyy/MM/dd` or `yyyy/MM/dd/HH`. */
  readonly time: "day" | "hour";
  /** Retention in days: older partitions are empty, and a query without a time condition reads no further back. */
  readonly days: number;
  /** Further folders above the time, each with all its possible values. @default none */
  readonly folders?: Readonly<Record<string, readonly string[]>>;
  /** `s3://…/`, above all partitions. */
  readonly location: string;
}

const TIME = {
  day: { format: "yyyy/MM/dd", unit: "DAYS" },
  hour: { format: "yyyy/MM/dd/HH", unit: "HOURS" },
} as const;

/**
 * Partition projection: folders by name, then the time, in UTC.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export function projectionOf({ time, days, folders = {}, location }: ProjectionProps): Projection {
  const { format, unit } = TIME[time];
  const keys = [...Object.keys(folders), time];
  const values = Object.entries(folders).flatMap(([folder, names]): readonly [string, string][] => [
    [`projection.${folder}.type`, "enum"],
    [`projection.${folder}.values`, names.join(",")],
  ]);
  return {
    keys,
    parameters: {
      "projection.enabled": "true",
      ...Object.fromEntries(values),
      [`projection.${time}.type`]: "date",
      [`projection.${time}.format`]: format,
      [`projection.${time}.range`]: `NOW-${days}DAYS,NOW`,
      [`projection.${time}.interval`]: "1",
      [`projection.${time}.interval.unit`]: unit,
      "storage.location.template": `${location}${keys.map(escapedVariable).join("")}`,
    },
  };
}

/** An Athena variable, escaped for Terraform. */
function escapedVariable(key: string): string {
  return `$\${${key}}/`;
}
