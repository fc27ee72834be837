import { readFileSync } from "node:fs";
import { join } from "node:path";
import { awsProblem } from "../aws/failures";
import { findEnvironment, loadPlatform } from "../environment";
import { requireNeeds } from "../needs/require-needs";
import { packageRoot } from "../package-root";
import { errorText, UsageProblem } from "../problem";
import { projectRoot } from "../project";
import { Call, FAILED, USAGE, type Given } from "../verb";
import { VERBS } from "../verbs";
import { parse } from "./parse";

/** Runs the verb in the arguments, and sets the exit code: 0 done, 1 failed, 2 usage. */
export function runTerrace(args: readonly string[]): void {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", ignoreClosedPipe);
  // As in Terraform, 2 means changes with this option.
  const usage = args.includes("--detailed-exitcode") ? FAILED : USAGE;
  const parsed = parse(VERBS, args, version());
  if ("text" in parsed) {
    (parsed.code === 0 ? process.stdout : process.stderr).write(parsed.text);
    process.exitCode = parsed.code === USAGE ? usage : parsed.code;
    return;
  }
  parsed.notes.forEach((note) => console.error(note));
  let ended = false;
  process.once("exit", (code) => {
    if (ended || code !== 0) return;
    console.error(ENDED_EARLY);
    process.exitCode = FAILED;
  });
  runVerb(parsed.given).then(
    (code) => {
      ended = true;
      process.exitCode = code;
    },
    (error: unknown) => {
      ended = true;
      console.error(`\n${errorText(awsProblem(error) ?? error)}`);
      process.exitCode = error instanceof UsageProblem ? usage : FAILED;
    },
  );
}

/** A file of the project can call `process.exit()` later, for example in a timer. */
const ENDED_EARLY = [
  "The command ended before it was done.",
  "  received  an end of the process with exit code 0",
  "  fix       Remove calls of `process.exit()` from the files of the project. Without such a call, report a bug.",
].join("\n");

/** `terrace … | head -1` closes the pipe. The verb continues: a deployment must not stop halfway because its output is no longer read. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

/** Runs a verb, and returns its exit code. */
export async function runVerb(given: Given): Promise<number> {
  // Everything that prints, and child processes, read it.
  if (given.options["no-color"] === false) process.env.NO_COLOR = "1";
  const root = given.verb.anywhere ? process.cwd() : projectRoot();
  // Like npm run: paths are relative to the project, also in a folder of it.
  process.chdir(root);
  const call = new Call(given, root, VERBS);
  await checkArguments(call, given);
  const { environment } = given.arguments;
  const named = typeof environment === "string";
  const account = named ? findEnvironment(environment).account : undefined;
  const { needs = [], target } = given.verb;
  const enters = named && target !== undefined && needs.includes("credentials");
  await requireNeeds(enters ? needs.filter((need) => need !== "credentials") : needs, account);
  const isLocal = enters && (await entersLocal(call, environment));
  const action = await given.verb.action();
  return action(new Call(given, root, VERBS, isLocal));
}

/** Checks all arguments, before a missing tool or missing credentials are reported. */
async function checkArguments(call: Call, given: Given): Promise<void> {
  (await import("./check-values.js")).checkValues(given);
  if (given.verb.target) (await import("../local/target.js")).choiceOf(call);
  const check = await given.verb.check?.();
  check?.(call);
}

/** Chooses between the local AWS and AWS, before anything talks to either. */
async function entersLocal(call: Call, environment: string): Promise<boolean> {
  const { enterTarget } = await import("../local/target.js");
  const { kind } = await enterTarget(call, loadPlatform(environment));
  return kind === "local";
}

function version(): string {
  return (JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as { readonly version: string }).version;
}
