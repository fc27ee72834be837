import type { Engine } from "./instance-classes";

/**
 * The last day of AWS's standard support of a major version. From the next day on, AWS bills Extended Support for each vCPU and hour. A version
 * without a date has none in this table yet.
 *
 * Source: the release calendars, as published by https://endoflife.date/amazon-rds-postgresql (2025-02) and
 * https://endoflife.date/amazon-rds-mysql (2026-05).
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html
 */
export const END_OF_SUPPORT: Readonly<Record<Engine, Readonly<Record<string, string>>>> = {
  postgres: { "14": "2027-02-28", "15": "2028-02-29", "16": "2029-02-28", "17": "2030-02-28" },
  mysql: { "8.0": "2026-07-31", "8.4": "2029-07-31" },
};

/** The last day of standard support of a version. A minor version has the date of its major version. */
export function endOfSupport(engine: Engine, version: string): string | undefined {
  const ends = Object.entries(END_OF_SUPPORT[engine]);
  return ends.find(([major]) => version === major || version.startsWith(`${major}.`))?.[1];
}
