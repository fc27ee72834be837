import { spawnSync } from "node:child_process";
import * as fs from "node:fs";

const PROGRAM = "test/fixtures/programs/greet.ts";

function runProgram(...args: string[]) {
  return spawnSync(process.execPath, ["tools/run.cjs", ...args], { encoding: "utf8" });
}

function bundles(): string[] {
  return fs.readdirSync(".terrace/bundle").filter((name) => /^test-fixtures-programs-greet-[0-9a-f]+\.cjs$/.test(name));
}

test("a script receives its arguments, with a new and with a cached bundle", () => {
  const first = runProgram(PROGRAM, "ada");
  const afterFirst = bundles();
  const second = runProgram(PROGRAM, "grace");
  expect([first.stdout, second.stdout]).toEqual(["héllo ada\n", "héllo grace\n"]);
  expect(bundles()).toEqual(afterFirst);
});

test("an error of a script shows its message and location", () => {
  const { status, stderr } = runProgram(PROGRAM, "error");
  expect(status).toBe(1);
  expect(stderr).toMatch(/Error: expected\n {4}at .*\.terrace.bundle.*greet/);
});

test.each([
  [[], "run.cjs: missing script. Usage: node tools/run.cjs <script.ts> [arguments]\n"],
  [["gone.ts"], `run.cjs: gone.ts does not exist in ${process.cwd()}. Usage: node tools/run.cjs <script.ts> [arguments]\n`],
])("with the arguments %j it prints the usage", (args, message) => {
  expect(runProgram(...args)).toMatchObject({ status: 1, stderr: message, stdout: "" });
});
