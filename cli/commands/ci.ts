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

/** Reports an outcome as a value, and as one line of text. */
function report(call: Call, value: object, line: string): number {
  call.report(value, [line]);
  return DONE;
}

/** A file with an entry for each environment, as a command wrote it, and the environment's regions at this commit. */
function entryOf(call: Call) {
  const file = call.argument("file");
  const { name: environment, regions } = loadPlatform(call.argument("environment"));
  return { environment, file, text: fs.readFileSync(file, "utf8"), regions: regions.map(({ name }) => name) };
}

/** Appends a text to the summary page of the workflow run, which approvers read. Outside of a workflow the text is printed. */
export function summary(call: Call): Promise<number> {
  const text = textOf(call.list("files"));
  const { GITHUB_STEP_SUMMARY: file = "" } = process.env;
  if (file === "") return Promise.resolve(report(call, { published: false, text }, text));
  fs.appendFileSync(file, `${text}\n`);
  return Promise.resolve(report(call, { published: true, text }, "Added to the summary of this run."));
}

/** Another job identifies the approved plans by this SHA-256. It is printed in the form of a step output. */
export function checksum(call: Call): Promise<number> {
  const file = call.argument("file");
  const checksum = sha256(fs.readFileSync(file));
  return Promise.resolve(report(call, { file, checksum }, `${call.option("output") || "checksum"}=${checksum}`));
}

export async function comment(call: Call): Promise<number> {
  const pullRequest = parsePullRequest(call.argument("pull-request"));
  const outcome = await keepComment(githubOf(process.env), pullRequest, textOf(call.list("files")));
  return report(call, { pullRequest, outcome }, `Comment: ${outcome}.`);
}

export async function issue(call: Call): Promise<number> {
  const title = call.option("title");
  const outcome = await keepIssue(githubOf(process.env), title, textOf(call.list("files")));
  return report(call, { title, outcome }, `Issue: ${outcome}.`);
}

export async function propose(call: Call): Promise<number> {
  const entry = entryOf(call);
  const { outcome, url = "" } = await proposeEntry(githubOf(process.env), { ...entry, title: call.option("title") });
  const closed = outcome === "withdrawn" ? ` Closed: ${url}` : "";
  const nothing = `Nothing to propose: the default branch already has this entry in ${entry.file}.${closed}`;
  return report(call, { outcome, url: url === "" ? null : url }, outcome === "proposed" ? `Proposed: ${url}` : nothing);
}

export async function latest(call: Call): Promise<number> {
  const entry = entryOf(call);
  fs.writeFileSync(entry.file, await withLatestEntry(githubOf(process.env), entry));
  const { file, environment } = entry;
  return report(call, { file, environment }, `${file} has the latest entry of ${environment}.`);
}
