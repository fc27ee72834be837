import { stripVTControlCharacters } from "node:util";
import { withHint } from "../aws/failures";
import { causeLines } from "../terraform/cause-lines";
import { diagnosticsInText, type Diagnostic } from "../terraform/diagnostics";
import { lastLines, type Finished } from "../process/run";
import type { Timeline } from "./timeline";

/** Causes that are shown for each stack. */
const ERRORS_BY_STACK = 2;
/** Lines of cdktf's own output, if it failed without an error of Terraform. */
const LAST_LINES = 10;

/** The causes of a failed deployment by stack, from the log; if cdktf ended before its log was complete, from its output. */
export function failureReport(
  command: "deploy" | "destroy",
  timeline: Timeline,
  { stdout, stderr }: Pick<Finished, "stdout" | "stderr">,
): string {
  const logged = [...timeline.values()].map(({ name, text }) => ({ name, errors: diagnosticsInText(text) }));
  const failed = [...logged, ...printedErrors(stdout, [...timeline.keys()])].filter(({ errors }) => errors.length > 0);
  const first = failed.filter(({ name }, index) => failed.findIndex((each) => each.name === name) === index);
  const causes = first.map(({ name, errors }) => [`${name}:`, ...causeLines(errors, ERRORS_BY_STACK).map(indent)].join("\n"));
  const what =
    causes.length > 0 ? causes.join("\n\n") : lastLines(stripVTControlCharacters(stderr.trim() === "" ? stdout : stderr), LAST_LINES);
  return `The ${command === "deploy" ? "deployment" : "destruction"} failed.\n\n${withHint(what)}`;
}

function indent(line: string): string {
  return line === "" ? "" : `  ${line}`;
}

/** cdktf's own status line. */
const STATUS = /^\d+ Stacks? deploying/;

/** The errors in cdktf's output, in which each stack's lines are a column next to its name. */
export function printedErrors(
  stdout: string,
  stacks: readonly string[],
): { readonly name: string; readonly errors: readonly Diagnostic[] }[] {
  const columns = new Map<string, string[]>();
  let current: { readonly name: string; readonly width: number } | undefined;
  for (const line of stripVTControlCharacters(stdout).split(/\r*\n/)) {
    const [name = ""] = /^\S+(?=  )/.exec(line) ?? [];
    if (STATUS.test(line)) current = undefined;
    else if (stacks.includes(name)) current = { name, width: name.length + 2 };
    if (current) columns.set(current.name, [...(columns.get(current.name) ?? []), line.slice(current.width)]);
  }
  return [...columns].map(([name, lines]) => ({ name, errors: diagnosticsInText(lines) }));
}
