import * as fs from "node:fs";
import { githubOf } from "../github/client";
import { keepComment } from "../github/comment";
import { keepIssue } from "../github/issue";
import { propose as proposeEntry, withLatestEntry } from "../github/propose";
import { sha256 } from "../plan/digests";
import { parsePullRequest } from "../preview/previews";
import { loadPlatform } from "../environment";
import { Problem } from "../problem";
import { type Call, DONE } from "../verb";

/** terrace ci …: publishes files on GitHub from a workflow. */

/**
 * Joins several files into one text.
 *
 * @throws Problem if none of them exists: the step that writes them failed, which must not look like an empty report.
 */
function textOf(files: readonly string[]): string {
  const there = files.filter((file) => fs.existsSync(file));
  if (files.length > 0 && there.length === 0)
    throw new Problem(`There is no ${files.join(" or ")} to publish: the step that writes it has failed.`);
  return there.map((file) => fs.readFileSync(file, "utf8").trim()).join("\n\n");
}

/** Appends a text to the summary page of the workflow run, which approvers read. Outside of a workflow the text is printed. */
function publishSummary(text: string): string {
  const { GITHUB_STEP_SUMMARY: file = "" } = process.env;
  if (file === "") return text;
  fs.appendFileSync(file, `${text}\n`);
  return "Added to the summary of this run.";
}

/** A file with an entry for each environment, as a command wrote it, and the environment's regions at this commit. */
function entryOf(call: Call) {
  const file = call.argument("file");
  if (!fs.existsSync(file)) throw new Problem(`There is no file ${JSON.stringify(file)} with an entry for each environment.`);
  const { name: environment, regions } = loadPlatform(call.argument("environment"));
  return { environment, file, text: fs.readFileSync(file, "utf8"), regions: regions.map(({ name }) => name) };
}

function say(line: string): number {
  console.log(line);
  return DONE;
}

export function summary(call: Call): Promise<number> {
  return Promise.resolve(say(publishSummary(textOf(call.list("files")))));
}

/** Another job identifies the approved plans by this SHA-256. It is printed in the form of a step output. */
export function checksum(call: Call): Promise<number> {
  const file = call.argument("file");
  if (!fs.existsSync(file)) throw new Problem(`There is no file ${JSON.stringify(file)} to compute a checksum of.`);
  return Promise.resolve(say(`${call.option("output") || "checksum"}=${sha256(fs.readFileSync(file))}`));
}

export async function comment(call: Call): Promise<number> {
  const pullRequest = parsePullRequest(call.argument("pull-request"));
  return say(`Comment: ${await keepComment(githubOf(process.env), pullRequest, textOf(call.list("files")))}.`);
}

export async function issue(call: Call): Promise<number> {
  return say(`Issue: ${await keepIssue(githubOf(process.env), call.option("title"), textOf(call.list("files")))}.`);
}

export async function propose(call: Call): Promise<number> {
  const entry = entryOf(call);
  const { outcome, url = "" } = await proposeEntry(githubOf(process.env), { ...entry, title: call.option("title") });
  if (outcome === "proposed") return say(`Proposed: ${url}`);
  const closed = outcome === "withdrawn" ? ` Closed: ${url}` : "";
  return say(`Nothing to propose: the default branch already has this entry in ${entry.file}.${closed}`);
}

export async function latest(call: Call): Promise<number> {
  const entry = entryOf(call);
  fs.writeFileSync(entry.file, await withLatestEntry(githubOf(process.env), entry));
  return say(`${entry.file} has the latest entry of ${entry.environment}.`);
}
