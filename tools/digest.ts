import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { run } from "../cli/process/run";
import { Problem, runCommand } from "../cli/problem";
import { compareDigests, digestOf, formatDigest, parseDigest, type Digest } from "./digest-file";

const USAGE = "npm run digest -- [--check <file>] [--keep <folder>]";

/** The entry points whose stacks are hashed: the example environments, and all environments together with the test fixtures. */
const PROGRAMS = { environments: "main.ts", fixtures: "test/fixtures/programs/every-platform.ts" };

/**
 * npm run digest: synthesizes every environment and fixture and prints one SHA-256 per file, so that a refactoring can prove that it changes nothing.
 *
 *     npm run digest > before.txt            # before the change
 *     npm run digest -- --check before.txt   # after it: exit code 1 and a list if any file differs
 *     npm run digest -- --keep after         # keeps the synthesized files in a folder, to compare them with diff -r
 */
runCommand(async () => {
  const { check, keep } = options(process.argv.slice(2));
  const expected = check === undefined ? undefined : parseDigest(read(check));
  const folder = keep ?? fs.mkdtempSync(path.join(os.tmpdir(), "terrace-digest-"));
  try {
    const digest = await synthesizeAndHash(path.resolve(folder));
    if (!expected) {
      process.stdout.write(formatDigest(digest));
      return 0;
    }
    const differences = compareDigests(expected, digest);
    console.log(differences.length === 0 ? `All ${digest.size} files are identical.` : differences.join("\n"));
    return differences.length === 0 ? 0 : 1;
  } finally {
    if (keep === undefined) fs.rmSync(folder, { recursive: true, force: true });
  }
});

function options(args: readonly string[]): { readonly check?: string; readonly keep?: string } {
  try {
    return parseArgs({ args: [...args], options: { check: { type: "string" }, keep: { type: "string" } } }).values;
  } catch (error) {
    throw new Problem(`${error instanceof Error ? error.message : String(error)} Usage: ${USAGE}`);
  }
}

function read(file: string): string {
  if (!fs.existsSync(file))
    throw new Problem(`There is no file ${JSON.stringify(file)} to check against. Create one: npm run digest > ${file}`);
  return fs.readFileSync(file, "utf8");
}

async function synthesizeAndHash(folder: string): Promise<Digest> {
  await Promise.all(Object.entries(PROGRAMS).map(([name, program]) => synthesize(program, path.join(folder, name))));
  return digestOf(folder);
}

async function synthesize(program: string, output: string): Promise<void> {
  fs.mkdirSync(output, { recursive: true });
  const { ENVIRONMENT: _all, ...env } = process.env;
  const { code, stderr, stdout } = await run(process.execPath, ["tools/run.cjs", program], {
    cwd: process.cwd(),
    env: { ...env, CDKTF_OUTDIR: output },
  });
  if (code !== 0) throw new Problem(`${program} failed: ${(stderr || stdout).trimEnd()}`);
}
