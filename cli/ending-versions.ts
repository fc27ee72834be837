import { ENGINE_VERSIONS } from "../aws/database-engines";
import { endOfSupport } from "../aws/engine-support";
import type { Platform } from "../config/model";
import type { ConfigError } from "../language/errors";
import { count } from "./text/markdown";

/** An upgrade of a major version needs a rehearsal, so that the warning begins long before the date. */
const NOTICE_DAYS = 180;

const DAY = 24 * 60 * 60_000;

/** Databases whose version AWS ends, or has ended. Synthesis has no clock, so the command reports them. */
export function endingVersions({ databases }: Pick<Platform, "databases">, now: Date): readonly ConfigError[] {
  return databases.flatMap(({ name, engine, version }): ConfigError[] => {
    const end = endOfSupport(engine, version);
    const left = end === undefined ? Infinity : Math.ceil((Date.parse(end) + DAY - now.getTime()) / DAY);
    if (end === undefined || left > NOTICE_DAYS) return [];
    const later = ENGINE_VERSIONS[engine].filter((one) => (endOfSupport(engine, one) ?? "9999") > end);
    return [
      {
        rule: "database.ending-version",
        path: `databases.${name}.version`,
        problem:
          left > 0
            ? `has standard support until ${end}, for ${count(left, "more day")}; then AWS bills Extended Support for each vCPU and hour`
            : `has had no standard support since ${end}; AWS bills Extended Support for each vCPU and hour`,
        received: version,
        allowed: `a version with longer support: ${later.join(", ")}`,
        fix: "Rehearse an upgrade on a database that is restored from a snapshot. Terrace does not upgrade a major version in place: add a database with the new version, copy the data, and move its users to it.",
      },
    ];
  });
}
