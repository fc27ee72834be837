import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Lane, lanesText, runLanes, type StepResult } from "../../tools/checks/lanes";
import { costTable, readCosts } from "../../tools/checks/suite-costs";

const folder = mkdtempSync(join(tmpdir(), "terrace-lanes-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const node = (name: string, code: string) => ({ name, program: process.execPath, args: ["-e", code] });
const COUNT = (passed: number, failed: number) =>
  `require("fs").appendFileSync(process.env.TERRACE_TEST_COUNTS, '${JSON.stringify({ passed, failed })}\\n');`;
const WAIT_FOR = (file: string) =>
  `while (!require("fs").existsSync(${JSON.stringify(file)})) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);`;
const TOUCH = (file: string) => `require("fs").writeFileSync(${JSON.stringify(file)}, "");`;

async function run(lanes: readonly Lane[], signal = new AbortController().signal) {
  const said: string[] = [];
  const options = { cwd: folder, env: process.env, folder: mkdtempSync(join(folder, "run-")), signal };
  const results = await runLanes(lanes, { ...options, say: (text) => void said.push(text) });
  return { said, results: results.map(({ name, passed, failed }) => ({ name, passed, failed })) };
}

test("lanes run concurrently, and the steps of a lane sequentially", async () => {
  const [one, other] = [join(folder, "one"), join(folder, "other")];
  const { results, said } = await run([
    { steps: [node("a", `console.log("a1"); ${WAIT_FOR(other)} console.log("a2");`), node("b", COUNT(3, 0))] },
    { steps: [node("c", `${TOUCH(other)} ${COUNT(1, 0)}`), node("d", TOUCH(one))], niceness: 5 },
  ]);
  expect(results).toEqual([
    { name: "a", passed: 0, failed: 0 },
    { name: "b", passed: 3, failed: 0 },
    { name: "c", passed: 1, failed: 0 },
    { name: "d", passed: 0, failed: 0 },
  ]);
  // The output of a step is complete and contiguous.
  expect(said.find((text) => text.startsWith("\n── a: passed"))).toMatch(/\)\na1\na2\n\n$/);
  expect(said.indexOf("── b: begins\n")).toBeGreaterThan(said.findIndex((text) => text.startsWith("\n── a: passed")));
});

test.each([
  ["counts no failure", "process.exit(3)", { passed: 0, failed: 1 }],
  ["counts its failures", `${COUNT(5, 2)} process.exit(1)`, { passed: 5, failed: 2 }],
  ["is killed", `process.kill(process.pid, "SIGKILL")`, { passed: 0, failed: 1 }],
])("a failing step that %s fails the run, and the next step still runs", async (_, code, counts) => {
  const { results } = await run([{ steps: [node("bad", code), node("good", COUNT(1, 0))] }]);
  expect(results).toEqual([
    { name: "bad", ...counts },
    { name: "good", passed: 1, failed: 0 },
  ]);
});

test("a command that cannot be started fails only its step", async () => {
  const { results, said } = await run([
    { steps: [{ name: "gone", program: join(folder, "gone"), args: [] }, node("good", COUNT(1, 0))], niceness: 5 },
  ]);
  expect(results).toEqual([
    { name: "gone", passed: 0, failed: 1 },
    { name: "good", passed: 1, failed: 0 },
  ]);
  expect(said.join("")).toMatch(/gone: failed .*\n.*gone could not be started: .*ENOENT/);
});

test("an interrupt ends running steps with all of their processes, and starts no further step", async () => {
  const started = join(folder, "grandchild");
  const sleeper = `setInterval(() => {}, 1000)`;
  const spawned = `const { pid } = require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(sleeper)}]);`;
  const step = node(
    "long",
    `${spawned} require("fs").writeFileSync(${JSON.stringify(`${started}.tmp`)}, String(pid)); require("fs").renameSync(${JSON.stringify(`${started}.tmp`)}, ${JSON.stringify(started)}); ${sleeper}`,
  );
  const controller = new AbortController();
  const running = run([{ steps: [step, node("never", TOUCH(join(folder, "never")))] }], controller.signal);
  while (!existsSync(started)) await new Promise((resolve) => setTimeout(resolve, 20));
  controller.abort();
  const { results } = await running;
  expect(results).toEqual([{ name: "long", passed: 0, failed: 1 }]);
  expect(existsSync(join(folder, "never"))).toBe(false);
  expect(await isGone(Number(readFileSync(started, "utf8")))).toBe(true);
});

/** A process may end shortly after its signal. */
async function isGone(pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

test("the last line of the table is the total", () => {
  const results: StepResult[] = [
    { name: "npm test", seconds: 240, passed: 4_900, failed: 0 },
    { name: "npm run e2e", seconds: 1_501, passed: 8, failed: 1 },
  ];
  expect(lanesText(results, 1_505).split("\n")).toEqual([
    "step           time  passed  failed",
    "npm test      4m00s    4900       0",
    "npm run e2e  25m01s       8       1",
    "all          25m05s    4908       1",
    "",
    "4908 passed, 1 failed",
  ]);
});

test("the table of costs has the most expensive suites first", () => {
  const cost = (index: number) => ({ suite: `${index}.test.ts`, elapsed: 1, own: index, children: 1, megabytes: 100 + index });
  const file = join(folder, "costs");
  writeFileSync(file, Array.from({ length: 27 }, (_, index) => `${JSON.stringify(cost(index))}\n`).join(""));
  const lines = costTable(readCosts(readFileSync(file, "utf8"))).split("\n");
  expect(lines[2]).toBe("| `26.test.ts` | 27.0 s | 1.0 s | 126 MB |");
  expect(lines.slice(-2)).toEqual(["| 2 other suites | 3.0 s | 2.0 s | 101 MB |", "| all 27 suites | 378.0 s | 27.0 s | 126 MB |"]);
});
