import { readFileSync } from "node:fs";
import { join } from "node:path";
import { awsProblem } from "../aws/failures";
import { findEnvironment, loadPlatform } from "../environment";
import { requireNeeds } from "../needs/require-needs";
import { packageRoot } from "../package-root";
import { errorText, UsageProblem } from "../problem";
import { projectRoot } from "../project";
import { Call, ENVIRONMENT, FAILED, USAGE, type Given } from "../verb";
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
  runVerb(parsed.given).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      console.error(`\n${errorText(awsProblem(error) ?? error)}`);
      process.exitCode = error instanceof UsageProblem ? usage : FAILED;
    },
  );
}

/** `terrace … | head -1` closes the pipe. The verb continues: a deployment must not stop halfway because its output is no longer read. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

async function runVerb(given: Given): Promise<number> {
  // Everything that prints, and child processes, read it.
  if (given.options["no-color"] === false) process.env.NO_COLOR = "1";
  const root = given.verb.anywhere ? process.cwd() : projectRoot();
  // Like npm run: paths are relative to the project, also in a folder of it.
  process.chdir(root);
  const { environment } = given.arguments;
  const named = given.verb.arguments?.includes(ENVIRONMENT) && typeof environment === "string";
  // A typing error is reported before a missing tool.
  const account = named ? findEnvironment(environment).account : undefined;
  const { needs = [], target } = given.verb;
  const enters = named && target !== undefined && needs.includes("credentials");
  await requireNeeds(enters ? needs.filter((need) => need !== "credentials") : needs, account);
  const isLocal = enters && (await entersLocal(given, root, environment));
  const action = await given.verb.action();
  return action(new Call(given, root, VERBS, isLocal));
}

/** Chooses between the local AWS and AWS, before anything talks to either. */
async function entersLocal(given: Given, root: string, environment: string): Promise<boolean> {
  const { enterTarget } = await import("../local/target.js");
  const { kind } = await enterTarget(new Call(given, root, VERBS), loadPlatform(environment));
  return kind === "local";
}

function version(): string {
  return (JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as { readonly version: string }).version;
}
