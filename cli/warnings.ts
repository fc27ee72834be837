import type { LoadedWarnings } from "../config/load";
import type { Platform } from "../config/model";
import { workloadsByKind } from "../constructs/compute/workloads";
import { type ConfigError, formatWarnings } from "../language/errors";
import { endingVersions } from "./ending-versions";

/** A warning with its environment, for `--json`. */
export type Warning = ConfigError & { readonly environment: string };

/** Schedules that took effect once, before now. Synthesis has no clock, so the command reports them. */
export function pastSchedules(platform: Platform, now: Date): readonly ConfigError[] {
  return workloadsByKind(platform).flatMap(({ kind, workload: { name, scale } }) =>
    scale.schedules.flatMap(({ name: schedule, cron, timeZone }): ConfigError[] => {
      const [, once] = /^at\((.+)\)$/.exec(cron) ?? [];
      const local = localTime(now, timeZone);
      if (once === undefined || once >= local) return [];
      return [
        {
          rule: "workload.past-schedule",
          path: `${kind}s.${name}.scale.schedules.${schedule}.cron`,
          problem: "is in the past: it never takes effect again, and AWS rejects a new schedule in the past",
          received: cron,
          allowed: `a time after ${local} (${timeZone}), or cron(…) for a schedule that repeats`,
          fix: "Remove the schedule, or choose a later time.",
        },
      ];
    }),
  );
}

/** All warnings: of the rules, and of the clock. */
export function withClockWarnings(
  platforms: readonly Platform[],
  ofRules: readonly LoadedWarnings[],
  now: Date,
): readonly LoadedWarnings[] {
  return platforms.flatMap((platform) => {
    const rules = ofRules.find(({ environment }) => environment === platform.name)?.warnings ?? [];
    const warnings = [...rules, ...pastSchedules(platform, now), ...endingVersions(platform, now)];
    return warnings.length === 0 ? [] : [{ environment: platform.name, warnings }];
  });
}

/** The warnings as `--json` prints them. */
export function warningValues(all: readonly LoadedWarnings[]): readonly Warning[] {
  return all.flatMap(({ environment, warnings }) => warnings.map((warning) => ({ environment, ...warning })));
}

export function warningText(all: readonly LoadedWarnings[]): string {
  return all.map(({ environment, warnings }) => formatWarnings(environment, warnings)).join("\n");
}

/** A time in a time zone in the form of a schedule: `2026-11-30T23:59:59`. */
function localTime(now: Date, timeZone: string): string {
  const two = "2-digit" as const;
  const format = { timeZone, year: "numeric", month: two, day: two, hour: two, minute: two, second: two, hourCycle: "h23" } as const;
  return new Intl.DateTimeFormat("sv-SE", format).format(now).replace(" ", "T");
}
