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

/** The lines of the shell blocks. A line that ends in `\` is joined with the next line. */
function shellLines(text: string): string[] {
  const blocks = [...text.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(([, block = ""]) => block.replace(/\\\n/g, " "));
  return blocks.flatMap((block) => block.split("\n").map((line) => line.trim()));
}

/** The commands of this project in the shell blocks, unchanged. */
export function runbookCommands(text: string): string[] {
  return shellLines(text).filter((line) => /^(npx --no-install terrace |npm run |npx cdktf )/.test(line));
}

/** The AWS CLI commands, in shell blocks and in sentences. */
export function awsCommands(text: string): string[] {
  const sentences = text.replace(/^ *```.*?^ *```$/gms, "");
  const inSentences = [...sentences.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
  return [...shellLines(text), ...inSentences].filter((line) => /(^|\| )aws /.test(line));
}

/** Global AWS services, whose API does not depend on the region. */
const GLOBAL_SERVICES: readonly string[] = ["cloudfront", "iam", "route53"];

/** The reason why an AWS CLI command fails in a shell with another default region or none; undefined if it works. */
export function regionError(command: string): string | undefined {
  const [, service = "", operation = ""] = /(?:^|\| )aws ([a-z0-9-]+) ([a-z0-9-]+)/.exec(command) ?? [];
  if (operation === "") return "has no operation";
  if (operation === "execute-command") return "ECS Exec is off";
  return GLOBAL_SERVICES.includes(service) || command.includes(" --region ") ? undefined : "has no region";
}

/** The prefixes of the parts of an alarm runbook, in order. */
const PARTS = ["# ", "**Meaning.** ", "**User impact.** ", "## Triage", "## Mitigation", "## Verification"] as const;

/** The format errors of an alarm runbook: missing, empty or misplaced parts, or a wrong number of steps. */
export function formErrors(text: string): readonly string[] {
  const lines = text.split("\n").filter((line) => line !== "");
  const found = lines.filter((line) => /^#|^\*\*[^*]+\.\*\* /.test(line));
  const wrong = PARTS.filter((part, index) => !found[index]?.startsWith(part));
  if (found.length !== PARTS.length || wrong.length > 0) return [`does not have these parts in this order: ${PARTS.join(", ")}`];
  const under = (heading: string) => {
    const from = lines.slice(lines.indexOf(heading) + 1);
    const next = from.findIndex((line) => line.startsWith("#"));
    return next < 0 ? from : from.slice(0, next);
  };
  const steps = under("## Triage").filter((line) => /^\d\. /.test(line));
  const mitigations = under("## Mitigation").filter((line) => line.startsWith("- "));
  return [
    ...(steps.map((line) => line.slice(0, 2)).join("") === "1.2.3." ? [] : ["does not have three triage steps"]),
    ...(mitigations.length > 1 ? [] : ["does not have two mitigations"]),
    ...(under("## Verification").length > 0 ? [] : ["does not describe the recovery"]),
  ];
}
