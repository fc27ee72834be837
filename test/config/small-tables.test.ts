import { isLogRetention, logRetentionStep } from "../../config/log-retention";
import { portProblem } from "../../config/reserved-ports";
import { databaseNameProblem, usernameProblem } from "../../config/reserved-words";
import type { Duration } from "../../config/units";
import { variableNames, variablePrefix } from "../../config/variables";

describe("small tables", () => {
  test.each([
    [80, true],
    [1023, true],
    [1024, false],
    [2375, true],
    [51_678, true],
    [8080, false],
    [65_535, false],
  ])("port %i is a problem: %s", (port, problem) => expect(portProblem(port) !== undefined).toBe(problem));

  test.each<[Duration, boolean, Duration]>([
    ["1 day", true, "1 day"],
    ["2 days", false, "3 days"],
    ["24 hours", true, "1 day"],
    ["36 hours", false, "3 days"],
    ["3653 days", true, "3653 days"],
  ])("log retention of %s: %s, next %s", (duration, valid, step) => {
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
  ] as const)("the user %s %s is a problem: %s", (engine, name, problem) =>
    expect(usernameProblem(engine, name) !== undefined).toBe(problem),
  );

  test.each([
    ["postgres", "order", true],
    ["postgres", "rank", false],
    ["mysql", "rank", true],
    ["postgres", "template1", true],
    ["mysql", "mysql", true],
    ["mysql", "photos", false],
  ] as const)("the database %s %s is a problem: %s", (engine, name, problem) =>
    expect(databaseNameProblem(engine, name) !== undefined).toBe(problem),
  );

  test("names of a binding's variables", () => {
    expect(variablePrefix({ kind: "database", name: "main" })).toBe("MAIN_DB");
    expect(variableNames({ kind: "queue", name: "big-mails" })).toEqual(["BIG_MAILS_QUEUE_URL"]);
    expect(variableNames({ kind: "table", name: "likes" })).toEqual(["LIKES_TABLE_NAME", "LIKES_TABLE_REGION"]);
    expect(variableNames({ kind: "secret", name: "mail-key" })).toEqual(["MAIL_KEY_SECRET"]);
    expect(variableNames({ kind: "cache", name: "sessions" })).toContain("SESSIONS_CACHE_HOST");
    expect(variableNames({ kind: "database", name: "main" })).toEqual(
      ["WRITER_HOST", "READER_HOST", "WRITER_ENDPOINT", "PORT", "NAME", "USERNAME", "PASSWORD"].map((last) => `MAIN_DB_${last}`),
    );
  });
});
