import { ENGINE_VERSIONS } from "../../aws/database-engines";
import { END_OF_SUPPORT, endOfSupport } from "../../aws/engine-support";
import { endingVersions } from "../../cli/ending-versions";
import { withClockWarnings } from "../../cli/warnings";
import { changed } from "../config/base-environment";
import { platformOf } from "../support/resolved";

const platform = (engine: string, version: string) => platformOf(changed({ "databases.main": { engine, version } }));
const problems = (engine: string, version: string, now: string) =>
  endingVersions(platform(engine, version), new Date(now)).map(({ path, problem }) => `${path} ${problem}`);

test.each([
  ["postgres", "14", "2026-08-31T12:00:00Z", []],
  [
    "postgres",
    "14",
    "2026-12-01T00:00:00Z",
    [
      "databases.main.version has standard support until 2027-02-28, for 90 more days; then AWS bills Extended Support for each vCPU and hour",
    ],
  ],
  [
    "postgres",
    "14",
    "2027-02-28T23:00:00Z",
    [
      "databases.main.version has standard support until 2027-02-28, for 1 more day; then AWS bills Extended Support for each vCPU and hour",
    ],
  ],
  [
    "mysql",
    "8.0",
    "2026-12-01T00:00:00Z",
    ["databases.main.version has had no standard support since 2026-07-31; AWS bills Extended Support for each vCPU and hour"],
  ],
  ["mysql", "8.4", "2026-12-01T00:00:00Z", []],
  ["postgres", "17", "2026-12-01T00:00:00Z", []],
])("%s %s at %s", (engine, version, now, expected) => {
  expect(problems(engine, version, now)).toEqual(expected);
});

test("the warning lists only versions with longer support, and is among the warnings of the clock", () => {
  const now = new Date("2026-12-01T00:00:00Z");
  const all = withClockWarnings([platform("postgres", "14")], [], now).flatMap(({ warnings }) => warnings);
  expect(all.map(({ rule, allowed }) => [rule, allowed])).toEqual([
    ["database.ending-version", "a version with longer support: 15, 16, 17, 18"],
  ]);
});

test("has a date for all offered versions except the newest, and for no others", () => {
  for (const [engine, versions] of Object.entries(ENGINE_VERSIONS) as ["postgres" | "mysql", readonly string[]][]) {
    const dated = Object.keys(END_OF_SUPPORT[engine]);
    expect(versions.slice(0, dated.length)).toEqual(dated);
    expect(versions.length - dated.length).toBeLessThanOrEqual(1);
    expect(dated.map((version) => endOfSupport(engine, `${version}.3`))).toEqual(Object.values(END_OF_SUPPORT[engine]));
  }
  expect(endOfSupport("postgres", "140.1")).toBeUndefined();
});
