import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StackJson } from "./synth";

const root = join(__dirname, "../..");

/** The folder in which the suites of one run share files. Outside such a run, each suite has its own folder. */
const shared = process.env.TERRACE_TEST_RUN ?? mkdtempSync(join(tmpdir(), "terrace-tests-"));

/**
 * The Terraform of all stacks of an environment, by stack ID, wired as for a deployment. An environment is synthesized once per run: all suites
 * read the file that the first suite has written. A child process synthesizes it from the same bundle as `cdktf synth`, because loading cdktf
 * in a suite takes longer than the whole child process.
 */
export function synthesizePlatform(environment: unknown): ReadonlyMap<string, StackJson> {
  const data = JSON.stringify(environment);
  if (!existsSync(fileOf(data))) synthesizeInChildProcess([data]);
  return new Map(Object.entries(JSON.parse(readFileSync(fileOf(data), "utf8")) as Record<string, StackJson>));
}

/**
 * Synthesizes the environments that no suite of the run has synthesized yet in one child process. Each environment after the first takes a
 * third of the time. A suite that reads several environments calls this function first.
 */
export function synthesizeMissing(environments: readonly unknown[]): void {
  const all = new Set(environments.map((environment) => JSON.stringify(environment)));
  const missing = [...all].filter((data) => !existsSync(fileOf(data)));
  if (missing.length > 0) synthesizeInChildProcess(missing);
}

function fileOf(data: string): string {
  return join(shared, `${createHash("sha256").update(data).digest("hex")}.json`);
}

function synthesizeInChildProcess(environments: readonly string[]): void {
  const args = ["tools/run.cjs", "test/fixtures/programs/synthesize.ts"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    input: environments.join("\n"),
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  if (status !== 0) throw new Error(stderr);
  const platforms = stdout.trimEnd().split("\n");
  for (const [index, data] of environments.entries()) write(fileOf(data), platforms[index] ?? "");
}

/** Writes a temporary file and renames it, so that another suite never reads a partial file. */
function write(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}
