import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

export interface Runbook {
  readonly file: string;
  readonly text: string;
}

export function runbooks(root: string): Runbook[] {
  const folder = join(root, "docs/runbooks");
  const files = readdirSync(folder).filter((file) => file.endsWith(".md"));
  return files.map((file) => ({ file, text: readFileSync(join(folder, file), "utf8") }));
}

/** The lines of the blocks of shell; a line that goes on behind `\` is one. */
function shellLines(text: string): string[] {
  const blocks = [...text.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(([, block = ""]) => block.replace(/\\\n/g, " "));
  return blocks.flatMap((block) => block.split("\n").map((line) => line.trim()));
}

/** The commands of this project in the blocks of shell, as they stand there. */
export function runbookCommands(text: string): string[] {
  return shellLines(text).filter((line) => line.startsWith("npm run ") || line.startsWith("npx cdktf "));
}

/** The commands of the AWS CLI, in the blocks of shell and in the sentences. */
export function awsCommands(text: string): string[] {
  const sentences = text.replace(/^ *```.*?^ *```$/gms, "");
  const inSentences = [...sentences.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
  return [...shellLines(text), ...inSentences].filter((line) => /(^|\| )aws /.test(line));
}

/** AWS's services that are the same wherever one asks. */
const EVERYWHERE: readonly string[] = ["cloudfront", "iam", "route53"];

/** What is wrong with a command of the AWS CLI for somebody whose shell has another region, or none. */
export function whyNotAnywhere(command: string): string | undefined {
  const [, service = "", operation = ""] = /(?:^|\| )aws ([a-z0-9-]+) ([a-z0-9-]+)/.exec(command) ?? [];
  if (operation === "") return "names no operation";
  if (operation === "execute-command") return "ECS Exec is off";
  return EVERYWHERE.includes(service) || command.includes(" --region ") ? undefined : "names no region";
}

/** The parts of a runbook of an alarm, in their order, as they begin. */
const PARTS = ["# ", "**Meaning.** ", "**User impact.** ", "## Triage", "## Mitigation", "## Verification"] as const;

/** What is wrong with the form of a runbook of an alarm: parts that are missing, empty or not in their place, or not three looks. */
export function whyNotInForm(text: string): readonly string[] {
  const lines = text.split("\n").filter((line) => line !== "");
  const found = lines.filter((line) => /^#|^\*\*[^*]+\.\*\* /.test(line));
  const wrong = PARTS.filter((part, index) => !found[index]?.startsWith(part));
  if (found.length !== PARTS.length || wrong.length > 0) return [`has not these parts in this order: ${PARTS.join(", ")}`];
  const under = (heading: string) => {
    const from = lines.slice(lines.indexOf(heading) + 1);
    const next = from.findIndex((line) => line.startsWith("#"));
    return next < 0 ? from : from.slice(0, next);
  };
  const looks = under("## Triage").filter((line) => /^\d\. /.test(line));
  const mends = under("## Mitigation").filter((line) => line.startsWith("- "));
  return [
    ...(looks.map((line) => line.slice(0, 2)).join("") === "1.2.3." ? [] : ["has not three looks"]),
    ...(mends.length > 1 ? [] : ["has not two ways to mend it, or to go on"]),
    ...(under("## Verification").length > 0 ? [] : ["does not say when it is over"]),
  ];
}
