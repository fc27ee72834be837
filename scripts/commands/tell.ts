import * as fs from "node:fs";
import { githubOf } from "../delivery/github/client";
import { keepComment } from "../delivery/github/comment";
import { keepIssue } from "../delivery/github/issue";
import { propose } from "../delivery/github/propose";
import { parsePullRequest } from "../delivery/preview/previews";
import { parseCommand, type Given } from "../options";
import { Problem, runCommand } from "../problem";

/**
 * npm run tell -- comment|issue|propose: what workflows have to say on GitHub. A comment of a pull request and an issue are kept up to date; a
 * file that a command wrote is proposed as a pull request.
 */
const say = (line: string) => console.log(line);

/** Several files make one text. One that is missing says nothing: there was nothing to write. */
function textOf(files: readonly string[]): string {
  return files.flatMap((file) => (fs.existsSync(file) ? [fs.readFileSync(file, "utf8").trim()] : [])).join("\n\n");
}

async function tell(given: Given): Promise<string> {
  const [what, ...files] = given.names;
  const github = githubOf(process.env);
  const title = given.text("title");
  switch (what) {
    case "comment": {
      const text = textOf(files);
      if (text === "") throw new Problem(`There is nothing to say: ${files.join(", ")} does not exist. Did the plan fail?`);
      return `The comment was ${await keepComment(github, parsePullRequest(given.text("pull-request")), text)}.`;
    }
    case "issue":
      if (title === "") throw new Problem("Which title has the issue? By that it is found again.");
      return `The issue was ${await keepIssue(github, title, textOf(files))}.`;
    case "propose": {
      const [file = "", environment] = [files[0], given.text("environment")];
      if (!fs.existsSync(file)) throw new Problem(`There is no file ${JSON.stringify(file)} to propose.`);
      const url = await propose(github, { title, environment, file, text: fs.readFileSync(file, "utf8") });
      return url === undefined ? `Nothing to propose: the default branch has ${file} so already.` : `Proposed: ${url}`;
    }
    default:
      throw new Problem(`What is ${JSON.stringify(what)}? There are: comment, issue, propose.`);
  }
}

runCommand(async () => {
  say(await tell(parseCommand("tell", process.argv.slice(2))));
  return 0;
});
