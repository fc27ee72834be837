import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRequired } from "../support/optional-program";
import { notesText } from "../../tools/checks/run-notes.cjs";

const root = join(__dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "terrace-notes-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("checks that did not run are listed in one line", () => {
  const browser = { check: "dashboards in a browser", needs: "Chromium" };
  const lint = { check: "lint of the workflows", needs: "actionlint 1.7.12, or Go to build it" };
  expect(notesText([lint, { text: "Random platforms: 50" }, browser, browser])).toEqual([
    "Did not run: dashboards in a browser (needs Chromium); lint of the workflows (needs actionlint 1.7.12, or Go to build it).",
    "Random platforms: 50",
  ]);
  expect(notesText([])).toEqual([]);
});

test.each([
  ["1", true],
  ["", false],
  [undefined, false],
])("with TERRACE_REQUIRE_ALL=%j, requiring every tool is %j", (value, expected) => {
  expect(isRequired({ TERRACE_REQUIRE_ALL: value })).toBe(expected);
});

/** A suite with three tests that need a tool, run by jest with this project's reporters. */
const SUITE = `
import { testsWith } from ${JSON.stringify(join(root, "test/support/optional-program"))};
const find = () => { if (process.env.PROGRAM === undefined) throw new Error("install it with: apt-get install frob"); return process.env.PROGRAM; };
const { test: needing, describe: describing, program } = testsWith({ check: "frobs", needs: "frob", find });
needing("one", () => expect(program).toBe("/bin/frob"));
needing.each([1, 2])("each %i", () => undefined);
describing("in a group", () => { if (program === "") throw new Error("the body runs without its program"); test("inside", () => undefined); });
test("needs nothing", () => undefined);`;

function runSuite(env: Readonly<Record<string, string>>) {
  writeFileSync(join(folder, "frob.test.ts"), SUITE);
  const {
    PROGRAM: _program,
    TERRACE_REQUIRE_ALL: _required,
    TERRACE_SUITE_COSTS: _costs,
    TERRACE_TEST_COUNTS: _counts,
    ...rest
  } = process.env;
  const args = ["node_modules/jest/bin/jest.js", "--json", "--roots", folder, "--maxWorkers=1", "frob.test.ts"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8", env: { ...rest, ...env } });
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = JSON.parse(stdout) as Record<string, number>;
  return { status, passed, failed, skipped, stderr };
}

test("all tests run if the tool is installed", () => {
  expect(runSuite({ PROGRAM: "/bin/frob" })).toMatchObject({ status: 0, passed: 5, failed: 0, skipped: 0 });
});

test("tests are skipped if the tool is missing, and the summary lists the check once", () => {
  const { stderr, ...result } = runSuite({});
  expect(result).toEqual({ status: 0, passed: 1, failed: 0, skipped: 4 });
  expect(stderr.split("Did not run: frobs (needs frob).")).toHaveLength(2);
});

test("one test fails with installation instructions if the tool is missing and all tools are required", () => {
  const { stderr, ...result } = runSuite({ TERRACE_REQUIRE_ALL: "1" });
  expect(result).toEqual({ status: 1, passed: 1, failed: 1, skipped: 4 });
  expect(stderr).toContain("install it with: apt-get install frob");
  expect(stderr).not.toContain("Did not run");
});
