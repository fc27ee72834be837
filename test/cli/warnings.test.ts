import { pastSchedules, warningText, warningValues, withClockWarnings } from "../../cli/warnings";
import { load } from "../../config/load";
import { base, changed } from "../config/base-environment";
import { platformOf } from "../support/resolved";

const NOW = new Date("2026-11-30T23:30:00Z");
const schedule = (cron: string, timeZone = "UTC") =>
  changed({ "services.api.scale": { min: 1, max: 2, schedules: { sale: { cron, timeZone, min: 1, max: 2 } } } });
const past = (cron: string, timeZone?: string) => pastSchedules(platformOf(schedule(cron, timeZone)), NOW);

test.each([
  ["at(2026-11-30T23:29:59)", "UTC", true],
  ["at(2026-11-30T23:30:00)", "UTC", false],
  ["at(2026-12-01T00:29:59)", "Europe/Berlin", true],
  ["at(2026-12-01T00:30:01)", "Europe/Berlin", false],
  ["at(2026-11-30T20:00:00)", "America/New_York", false],
  ["cron(0 8 ? * MON-FRI *)", "UTC", false],
  ["rate(2 hours)", "UTC", false],
])("%s in %s is in the past: %s", (cron, timeZone, isPast) => {
  expect(past(cron, timeZone).map(({ path, received }) => [path, received])).toEqual(
    isPast ? [["services.api.scale.schedules.sale.cron", cron]] : [],
  );
});

test("a worker's schedule in the past has the path of the worker", () => {
  const scale = { min: 1, max: 2, schedules: { sale: { cron: "at(2020-01-01T00:00:00)", min: 1, max: 2 } } };
  const platform = platformOf(changed({ "queues.emails": {}, "workers.mailer": { image: "m:1.0", consumes: "emails", scale } }));
  expect(pastSchedules(platform, NOW).map(({ path }) => path)).toEqual(["workers.mailer.scale.schedules.sale.cron"]);
});

test("the warnings of rules and of the clock are one list, as text and as values", () => {
  const scale = { min: 0, max: 2, schedules: { sale: { cron: "at(2020-01-01T00:00:00)", min: 0, max: 2 } } };
  const environment = changed({ "services.api.scale": scale });
  const name = String((base as { readonly name: string }).name);
  const loaded = load({ [name]: environment });
  if (!loaded.ok) throw new Error(loaded.report);
  const all = withClockWarnings(loaded.platforms, loaded.warnings, NOW);
  expect(warningValues(all).map(({ environment: of, rule }) => [of, rule])).toEqual([
    [name, "service.scale-to-zero"],
    [name, "workload.past-schedule"],
  ]);
  expect(warningText(all)).toMatch(/^2 warnings for environment .*\n\nservices\.api\.scale\.min {2}is 0: /);
  expect(loaded.report).toContain("1 warning for environment");
});
