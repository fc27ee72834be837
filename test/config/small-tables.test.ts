import { isLogRetention, logRetentionStep } from "../../aws/log-retention";
import { portProblem } from "../../aws/reserved-ports";
import { databaseNameProblem, usernameProblem } from "../../aws/reserved-words";
import { type Duration, type Latency, type Percent, isLatency, isPercent, milliseconds, percentOf } from "../../language/units";
import { variablesOfUse } from "../../constructs/registry";
import { databaseVariables } from "../../constructs/database/model";
import { variablePrefix } from "../../constructs/core/variables";

describe("tables of AWS facts", () => {
  test.each([
    [22, true],
    [80, false],
    [1023, false],
    [1024, false],
    [2375, true],
    [51_678, true],
    [8080, false],
    [65_535, false],
  ])("port %i is reserved: %s", (port, problem) => expect(portProblem(port) !== undefined).toBe(problem));

  test.each<[Duration, boolean, Duration]>([
    ["1 day", true, "1 day"],
    ["2 days", false, "3 days"],
    ["24 hours", true, "1 day"],
    ["36 hours", false, "3 days"],
    ["3653 days", true, "3653 days"],
  ])("log retention of %s is supported: %s; next step: %s", (duration, valid, step) => {
    expect(isLogRetention(duration)).toBe(valid);
    expect(logRetentionStep(duration)).toBe(step);
  });

  test.each([
    ["postgres", "user", true],
    ["postgres", "rds_x", true],
    ["postgres", "admin", true],
    ["mysql", "admin", false],
    ["mysql", "rdsadmin", true],
    ["mysql", "app", false],
    ["postgres", "pg_app", true],
    ["postgres", "postgres", false],
  ] as const)("%s user %s is reserved: %s", (engine, name, problem) => expect(usernameProblem(engine, name) !== undefined).toBe(problem));

  test.each([
    ["postgres", "order", true],
    ["postgres", "rank", false],
    ["mysql", "rank", true],
    ["postgres", "template1", true],
    ["mysql", "mysql", true],
    ["mysql", "photos", false],
  ] as const)("%s database %s is reserved: %s", (engine, name, problem) =>
    expect(databaseNameProblem(engine, name) !== undefined).toBe(problem),
  );

  test.each<[Latency, number]>([
    ["300 ms", 300],
    ["1 second", 1_000],
    ["1.5 seconds", 1_500],
    ["1.001 seconds", 1_001],
  ])("milliseconds() of %s: %i", (latency, value) => expect(milliseconds(latency)).toBe(value));

  test.each(["300ms", "0.5 ms", "1 minute", "1.0001 seconds", "-1 ms", ""])("%j is not a valid latency", (text) => {
    expect(() => milliseconds(text as Latency)).toThrow(RangeError);
  });

  test.each<[Percent, number]>([
    ["5%", 5],
    ["99.9%", 99.9],
    ["99.999%", 99.999],
  ])("percentOf() of %s: %d", (percent, value) => expect(percentOf(percent)).toBe(value));

  test.each(["99.9999%", "99,9%", "99.9", "99.9 %", "-1%", ".5%", ""])("%j is not a valid percentage", (text) => {
    expect(isPercent(text)).toBe(false);
    expect(() => percentOf(text as Percent)).toThrow(RangeError);
  });

  test("a latency is not a duration, and a duration is not a latency", () =>
    expect([isLatency("300 ms"), isLatency("5 minutes")]).toEqual([true, false]));

  test("variables of bindings have a prefix from the resource's name and kind", () => {
    expect(variablePrefix(databaseVariables, "main")).toBe("MAIN_DB");
    expect(variablesOfUse({ kind: "queue", name: "big-mails" })).toEqual(["BIG_MAILS_QUEUE_URL"]);
    expect(variablesOfUse({ kind: "table", name: "likes" })).toEqual(["LIKES_TABLE_NAME", "LIKES_TABLE_REGION"]);
    expect(variablesOfUse({ kind: "secret", name: "mail-key" })).toEqual(["MAIL_KEY_SECRET"]);
    expect(variablesOfUse({ kind: "cache", name: "sessions" })).toContain("SESSIONS_CACHE_HOST");
    expect(variablesOfUse({ kind: "database", name: "main" })).toEqual(
      ["WRITER_HOST", "READER_HOST", "WRITER_ENDPOINT", "PORT", "NAME", "USERNAME", "PASSWORD"].map((last) => `MAIN_DB_${last}`),
    );
  });
});
