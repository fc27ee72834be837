import * as fs from "node:fs";
import { githubOf } from "../github/client";
import { keepComment } from "../github/comment";
import { keepIssue } from "../github/issue";
import { propose, recall } from "../github/propose";
import { sha256 } from "../plan/digests";
import { parsePullRequest } from "../preview/previews";
import { loadPlatform } from "../environment";
import { parseCommand, type ParsedCommand } from "../options";
import { Problem, runCommand } from "../problem";

/**
 * npm run github -- comment|issue|propose|latest|checksum|summary: what workflows publish on GitHub. A comment of a pull request and an issue are
 * kept up to date, an issue without a file is closed; a file that a command wrote is proposed as a pull request.
 */
const SUBCOMMANDS = ["comment", "issue", "propose", "latest", "checksum", "summary"];

/** Earlier names of subcommands work for one version. */
const RENAMED_SUBCOMMANDS: Readonly<Record<string, string>> = { recall: "latest", sum: "checksum" };

const say = (line: string) => console.log(line);

/**
 * Several files make one text.
 *
 * @throws Problem where none of them is there: what should have written them failed, and that is not the same as nothing to say.
 */
function textOf(files: readonly string[]): string {
  const there = files.filter((file) => fs.existsSync(file));
  if (files.length > 0 && there.length === 0) throw new Problem(`There is no ${files.join(", nor ")} to tell: what writes it has failed.`);
  return there.map((file) => fs.readFileSync(file, "utf8").trim()).join("\n\n");
}

/** What stands on the page of a run: there approvers look. On a machine without one it is printed. */
function publishSummary(text: string): string {
  const { GITHUB_STEP_SUMMARY: file = "" } = process.env;
  if (file === "") return text;
  fs.appendFileSync(file, `${text}\n`);
  return "It is on the page of this run.";
}

/** A file with an entry for each environment, as a command left it, and what the environment is at this commit. */
function entryOf(given: ParsedCommand) {
  const file = given.positionals[1] ?? "";
  if (!fs.existsSync(file)) throw new Problem(`There is no file ${JSON.stringify(file)} with an entry for each environment.`);
  const { name: environment, regions } = loadPlatform(given.option("environment"));
  return { environment, file, text: fs.readFileSync(file, "utf8"), regions: regions.map(({ name }) => name) };
}

/** Another job identifies the approved plans by this SHA-256. It is printed in the form of a step output. */
function checksumOf(output: string, file = ""): string {
  if (!fs.existsSync(file)) throw new Problem(`There is no file ${JSON.stringify(file)} to compute a checksum of.`);
  return `${output}=${sha256(fs.readFileSync(file))}`;
}

/** The current name of a subcommand. A note about an earlier name goes to standard error: a step output may take what is printed. */
function currentName(given: string): string {
  const name = RENAMED_SUBCOMMANDS[given];
  if (name === undefined) return given;
  console.error(`\`npm run github -- ${given}\` was renamed to \`npm run github -- ${name}\`. The old name works for one more version.`);
  return name;
}

async function publish(given: ParsedCommand): Promise<string> {
  const [subcommand = "", ...files] = given.positionals;
  const what = currentName(subcommand);
  if (what === "summary") return publishSummary(textOf(files));
  if (what === "checksum") return checksumOf(subcommand, files[0]);
  const github = githubOf(process.env);
  const title = given.option("title");
  switch (what) {
    case "comment":
      return `The comment was ${await keepComment(github, parsePullRequest(given.option("pull-request")), textOf(files))}.`;
    case "issue":
      if (title === "") throw new Problem("Which title has the issue? By that it is found again.");
      return `The issue was ${await keepIssue(github, title, textOf(files))}.`;
    case "propose": {
      const entry = entryOf(given);
      const { outcome, url = "" } = await propose(github, { ...entry, title });
      if (outcome === "proposed") return `Proposed: ${url}`;
      return `Nothing to propose: the default branch has ${entry.file} so already.${outcome === "withdrawn" ? ` Closed: ${url}` : ""}`;
    }
    case "latest": {
      const entry = entryOf(given);
      fs.writeFileSync(entry.file, await recall(github, entry));
      return `${entry.file} has ${entry.environment} as it was written last.`;
    }
    default:
      throw new Problem(`What is ${JSON.stringify(what)}? There are: ${SUBCOMMANDS.join(", ")}.`);
  }
}

runCommand(async () => {
  say(await publish(parseCommand("github", process.argv.slice(2))));
  return 0;
});
