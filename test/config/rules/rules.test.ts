import type { ConfigError } from "../../../language/errors";
import { resolve } from "../../../config/resolve";
import { RULES } from "../../../config/rules";
import { base, changed } from "../base-environment";
import { dataRows } from "./data-rows";
import { databaseRegionsRows } from "./database-regions-rows";
import { deliveryRows } from "./delivery-rows";
import { environmentRows } from "./environment-rows";
import { groupsRows } from "./groups-rows";
import { interRegionRows } from "./inter-region-rows";
import { regionLayoutRows } from "./region-layout-rows";
import { regionAvailabilityRows } from "./region-availability-rows";
import { regionsRows } from "./regions-rows";
import type { Expected, Row } from "./row";
import { servicesRows } from "./services-rows";
import { tablesRows } from "./tables-rows";
import { textsRows } from "./texts-rows";
import { monitoringRows } from "./monitoring-rows";
import { workloadsRows } from "./workloads-rows";

const rows: readonly Row[] = [
  ...environmentRows,
  ...regionsRows,
  ...regionLayoutRows,
  ...workloadsRows,
  ...servicesRows,
  ...groupsRows,
  ...dataRows,
  ...databaseRegionsRows,
  ...tablesRows,
  ...interRegionRows,
  ...regionAvailabilityRows,
  ...textsRows,
  ...monitoringRows,
  ...deliveryRows,
];

const warnings = new Set(RULES.filter(({ warning }) => warning).map(({ id }) => id));

function found(changes: Readonly<Record<string, unknown>>, rule: string): readonly ConfigError[] {
  const resolution = resolve(changed(changes));
  if (warnings.has(rule)) return resolution.ok ? resolution.warnings.filter((warning) => warning.rule === rule) : [];
  return resolution.ok ? [] : resolution.errors;
}

test("the base environment is valid and has no warnings", () => {
  expect(resolve(base)).toMatchObject({ ok: true, warnings: [] });
});

/** The changes in the test names are truncated. */
const titled = rows.map(([rule, changes, errors]) => [rule, JSON.stringify(changes).slice(0, 200), changes, errors] as const);

test.each(titled)("rule %s reports %s", (rule, _, changes, errors) => {
  const all = (Array.isArray(errors) ? errors : [errors]) as readonly Expected[];
  expect(found(changes, rule)).toEqual(
    all.map(({ path, received, problem, allowed, fix }) => ({
      rule,
      path,
      received,
      problem: expect.stringContaining(problem) as string,
      allowed: expect.stringContaining(allowed) as string,
      fix: expect.stringContaining(fix) as string,
    })),
  );
});

test("every rule has a row", () => {
  const tested = new Set(rows.map(([rule]) => rule));
  expect(RULES.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual([]);
});
