import * as fs from "node:fs";
import { githubOf } from "../github/client";
import { keepComment } from "../github/comment";
import { keepIssue } from "../github/issue";
import { propose, withLatestEntry } from "../github/propose";
import { sha256 } from "../plan/digests";
import { parsePullRequest } from "../preview/previews";
import { loadPlatform } from "../environment";
import { parseCommand, type ParsedCommand } from "../options";
import { Problem, runCommand } from "../problem";

/**
 * npm run github -- comment|issue|propose|latest|checksum|summary: publishes files on GitHub from a workflow. A comment of a pull request and an
 * issue are updated in place, an issue without a file is closed; a file that a command wrote is proposed as a pull request.
 */
const SUBCOMMANDS = ["comment", "issue", "propose", "latest", "checksum", "summary"];

/** Earlier names of subcommands work for one version. */
const RENAMED_SUBCOMMANDS: Readonly<Record<string, string>> = { recall: "latest", sum: "checksum" };

const say = (line: string) => console.log(line);

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
function entryOf(args: ParsedCommand) {
  const file = args.positionals[1] ?? "";
  if (!fs.existsSync(file)) throw new Problem(`There is no file ${JSON.stringify(file)} with an entry for each environment.`);
  const { name: environment, regions } = loadPlatform(args.option("environment"));
  return { environment, file, text: fs.readFileSync(file, "utf8"), regions: regions.map(({ name }) => name) };
}

/** Another job identifies the approved plans by this SHA-256. It is printed in the form of a step output. */
function checksumOf(output: string, file = ""): string {
  if (!fs.existsSync(file)) throw new Problem(`There is no file ${JSON.stringify(file)} to compute a checksum of.`);
  return `${output}=${sha256(fs.readFileSync(file))}`;
}

/** The current name of a subcommand. A note about an earlier name goes to standard error, because standard output may be a step output. */
function currentName(subcommand: string): string {
  const name = RENAMED_SUBCOMMANDS[subcommand];
  if (name === undefined) return subcommand;
  console.error(
    `\`npm run github -- ${subcommand}\` was renamed to \`npm run github -- ${name}\`. The old name works for one more version.`,
  );
  return name;
}

async function publish(args: ParsedCommand): Promise<string> {
  const [subcommand = "", ...files] = args.positionals;
  const name = currentName(subcommand);
  if (name === "summary") return publishSummary(textOf(files));
  if (name === "checksum") return checksumOf(subcommand, files[0]);
  const github = githubOf(process.env);
  const title = args.option("title");
  switch (name) {
    case "comment":
      return `Comment: ${await keepComment(github, parsePullRequest(args.option("pull-request")), textOf(files))}.`;
    case "issue":
      if (title === "") throw new Problem("Missing --title: an issue is found by its title.");
      return `Issue: ${await keepIssue(github, title, textOf(files))}.`;
    case "propose": {
      const entry = entryOf(args);
      const { outcome, url = "" } = await propose(github, { ...entry, title });
      if (outcome === "proposed") return `Proposed: ${url}`;
      return `Nothing to propose: the default branch already has this entry in ${entry.file}.${outcome === "withdrawn" ? ` Closed: ${url}` : ""}`;
    }
    case "latest": {
      const entry = entryOf(args);
      fs.writeFileSync(entry.file, await withLatestEntry(github, entry));
      return `${entry.file} has the latest entry of ${entry.environment}.`;
    }
    default:
      throw new Problem(`Unknown subcommand ${JSON.stringify(name)}. Use one of: ${SUBCOMMANDS.join(", ")}.`);
  }
}

runCommand(async () => {
  say(await publish(parseCommand("github", process.argv.slice(2))));
  return 0;
});
