import { grouped } from "../../language/collections";
import type { Floor, Row } from "./floor";

const STALE_MONTHS = 6;

function usd(value: number): string {
  return value.toFixed(2);
}

function sum(rows: readonly Row[]): number {
  return rows.reduce((total, { usdPerMonth }) => total + usdPerMonth, 0);
}

/** Groups of rows, the most expensive first. */
function ranked(rows: readonly Row[], key: (row: Row) => string): [string, readonly Row[]][] {
  return [...grouped(rows.map((row) => [key(row), row] as const))].sort(([, a], [, b]) => sum(b) - sum(a));
}

function table(rows: readonly (readonly [string, number])[]): string[] {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  const digits = Math.max(0, ...rows.map(([, value]) => usd(value).length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${usd(value).padStart(digits)}`);
}

function section(title: string, rows: readonly Row[], key: (row: Row) => string): string[] {
  const groups = ranked(rows, key);
  return groups.length === 0 ? [] : ["", title, ...table(groups.map(([name, members]) => [name, sum(members)] as const))];
}

/** Months between two months, `2026-05` and `2026-11`. */
function monthsBetween(from: string, to: string): number {
  const months = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  return months(to) - months(from);
}

/** The oldest price comes first, if it is older than half a year. */
function ageLines({ rows }: Floor, now: string): string[] {
  const oldest = rows.map(({ asOf }) => asOf).sort()[0];
  if (oldest === undefined || monthsBetween(oldest, now) <= STALE_MONTHS) return [];
  return [`Prices are up to ${monthsBetween(oldest, now)} months old: the oldest is of ${oldest}.`, ""];
}

function gapLines({ notPriced, byUse, unknownRegions, rows }: Floor): string[] {
  const unverified = rows.filter(({ isVerified }) => !isVerified);
  const names = [...new Set(unverified.map(({ what }) => what))].sort();
  return [
    ...(notPriced.size === 0
      ? []
      : [
          "",
          "Not priced, and not in the total",
          ...[...notPriced].sort().map(([what, count]) => `  ${what}${count > 1 ? ` (${count})` : ""}`),
        ]),
    ...(names.length === 0
      ? []
      : ["", `Prices that were not verified: ${usd(sum(unverified))} of the total`, ...names.map((name) => `  ${name}`)]),
    ...(unknownRegions.length === 0
      ? []
      : ["", `No price factor is known for ${unknownRegions.join(", ")}: priced like us-east-1, which is often 10 to 30 percent too low.`]),
    ...(byUse.size === 0
      ? []
      : ["", "Paid by use, and not in the total", ...[...byUse].sort().map(([type, what]) => `  ${type.replace(/^aws_/, "")}: ${what}`)]),
  ];
}

/**
 * The report for a terminal.
 *
 * @param now the current month, `2026-11`.
 */
export function costReport(environment: string, floor: Floor, now: string): string {
  const { rows } = floor;
  return [
    ...ageLines(floor, now),
    `${environment} costs ${usd(sum(rows))} USD a month when idle: every service at the minimum of its scaling range, without traffic.`,
    ...section("By layer", rows, ({ layer }) => layer),
    ...section("By region", rows, ({ region }) => region),
    ...section("By service and data store", rows, ({ owner }) => owner ?? "shared"),
    ...section("By resource", rows, ({ type }) => type.replace(/^aws_/, "")),
    ...gapLines(floor),
    "",
    "Prices are on-demand prices of us-east-1, times a factor of the region, without taxes, discounts and free tiers.",
  ].join("\n");
}

/** The report as one JSON document. */
export function costDocument(environment: string, { rows, notPriced, byUse, unknownRegions }: Floor): object {
  return {
    environment,
    currency: "USD",
    period: "month",
    total: Number(usd(sum(rows))),
    rows: rows.map((row) => ({ ...row, usdPerMonth: Number(row.usdPerMonth.toFixed(4)) })),
    notPriced: Object.fromEntries(notPriced),
    byUse: Object.fromEntries(byUse),
    unknownRegions,
  };
}
