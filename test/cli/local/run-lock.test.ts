import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { holderOf, takeLock } from "../../../cli/local/run-lock";
import { Refused } from "../../../cli/problem";
import { identityOf } from "../../../cli/process/identity";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-lock-"));
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

let number = 0;
const newFile = () => path.join(scratch, String(number++), "run.lock");
const NOW = new Date("2026-11-30T18:47:55.123Z");
const OWN = { ...identityOf(process.pid), host: os.hostname(), since: NOW.toISOString(), command: "terrace dev shop" };

/** A lock that another process has left. */
function leave(holder: object | string): string {
  const file = newFile();
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, typeof holder === "string" ? holder : JSON.stringify(holder));
  return file;
}

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
  return "";
}

test("a second run fails with the holder's command, process and start, and succeeds after the release", () => {
  const file = newFile();
  const lock = takeLock(file, "terrace dev shop", NOW);
  expect(lock.tookOver).toBeUndefined();
  expect(holderOf(file)).toEqual(OWN);
  expect(messageOf(() => takeLock(file, "terrace dev shop"))).toBe(
    [
      "Another run uses the local AWS of this folder, and only one can at a time.",
      `  running: terrace dev shop (process ${process.pid}) since 2026-11-30 18:47:55 UTC`,
      "  fix: wait until it ends, or end it with: npx --no-install terrace dev stop",
    ].join("\n"),
  );
  lock.release();
  expect(fs.readdirSync(path.dirname(file))).toEqual([]);
  takeLock(file, "terrace dev shop").release();
});

test.each([
  ["a process that has ended", { ...OWN, pid: 2 ** 22 + 1 }],
  ["another process that reuses the ID", { ...OWN, started: "an earlier start" }],
])("the lock of %s is taken over", (_, holder) => {
  const file = leave(holder);
  expect(holderOf(file)).toBeUndefined();
  const lock = takeLock(file, "terrace dev shop", NOW);
  expect(lock.tookOver).toEqual(holder);
  expect(holderOf(file)).toEqual(OWN);
  expect(fs.readdirSync(path.dirname(file))).toEqual(["run.lock"]);
  lock.release();
});

test.each(["", "{", "null", '{"pid":1}', "\0\0\0"])("a lock with the content %j is taken over", (content) => {
  const lock = takeLock(leave(content), "terrace dev shop");
  expect(lock.tookOver).toBeUndefined();
  lock.release();
});

test("a process of another machine counts as running", () => {
  const file = leave({ ...OWN, pid: 2 ** 22 + 1, host: "elsewhere" });
  expect(messageOf(() => takeLock(file, "terrace dev shop"))).toMatch(
    /running: terrace dev shop \(process 4194305 on elsewhere\) since .*\n {2}fix: wait until it ends\. If it no longer runs on elsewhere, delete .*run\.lock\./,
  );
});

test("a takeover that was killed does not block the next one", () => {
  const file = leave({ ...OWN, started: "an earlier start" });
  fs.writeFileSync(`${file}.takeover`, JSON.stringify({ ...OWN, started: "an earlier start" }));
  takeLock(file, "terrace dev shop").release();
  expect(fs.readdirSync(path.dirname(file))).toEqual([]);
});

test("a run does not release the lock of another one", () => {
  const file = newFile();
  const lock = takeLock(file, "terrace dev shop");
  fs.writeFileSync(file, JSON.stringify({ ...OWN, command: "another" }));
  lock.release();
  expect(fs.existsSync(file)).toBe(true);
});

test("of many processes that find a stale lock, exactly one takes it at a time", async () => {
  const file = leave({ ...OWN, started: "an earlier start" });
  const journal = path.join(path.dirname(file), "journal");
  const script = path.join(scratch, "contender.cjs");
  const { buildSync } = await import("esbuild");
  buildSync({
    stdin: {
      contents: `import { takeLock } from "./cli/local/run-lock"; import { appendFileSync } from "node:fs";
        const pause = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
        for (let held = 0; held < 5; ) {
          try {
            const lock = takeLock(${JSON.stringify(file)}, "contender");
            appendFileSync(${JSON.stringify(journal)}, "+" + process.pid + "\\n");
            pause(5);
            appendFileSync(${JSON.stringify(journal)}, "-" + process.pid + "\\n");
            // Every second time, as a killed run: the lock stays, with a start time that no process has.
            if (held++ % 2) lock.release(); else require("node:fs").writeFileSync(${JSON.stringify(file)}, '{"pid":1,"started":"x","host":${JSON.stringify(os.hostname())},"since":"","command":""}');
          } catch (error) { if (error.constructor.name !== "Refused" && error.name !== "Error") throw error; pause(3); }
        }`,
      resolveDir: process.cwd(),
      loader: "ts",
    },
    bundle: true,
    platform: "node",
    outfile: script,
    logLevel: "error",
  });
  const runs = Array.from({ length: 4 }, () => spawn(process.execPath, [script], { stdio: ["ignore", "ignore", "inherit"] }));
  const codes = await Promise.all(runs.map((run) => new Promise((resolve) => run.once("close", resolve))));
  expect(codes).toEqual([0, 0, 0, 0]);
  const lines = fs.readFileSync(journal, "utf8").trim().split("\n");
  expect(lines).toHaveLength(2 * 4 * 5);
  for (let index = 0; index < lines.length; index += 2) expect(lines[index + 1]).toBe(lines[index]?.replace("+", "-"));
});
