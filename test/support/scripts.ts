import type { Given } from "../../cli/verb";
import { parse } from "../../cli/entry/parse";
import { VERBS } from "../../cli/verbs";
import { currentCommand, FORMER_NAMES } from "../../tools/former-names";

/** The arguments of a verb, as the command parses them. @throws if they are not valid. */
export function parsedVerb(args: readonly string[]): Given {
  const parsed = parse(VERBS, args, "0.0.0");
  if ("text" in parsed) throw new Error(parsed.text);
  return parsed.given;
}

/** Whether a script of package.json is an earlier name of a verb. */
export function isFormerName(script: string): boolean {
  return FORMER_NAMES.includes(script);
}

/** The arguments of an earlier script of package.json, as the verb that replaced it parses them. @throws if they are not valid. */
export function parsedScript(script: string, args: readonly string[]): Given {
  return parsedVerb(currentCommand(script, args));
}

/** The calls of `npx --no-install terrace` in a text: in shell blocks, and as `code`. `<…>` and `…` represent values. */
export function callsIn(text: string): readonly (readonly string[])[] {
  const calls = [...text.matchAll(/npx --no-install terrace ([^`\n#)]+)/g)].map(([, args = ""]) => args.replace(/ [<>]+ .*$/, "").trim());
  const filled = calls.map((args) => args.replaceAll(/(?:<[a-z ]+>|…)/gi, "x").replaceAll("sha256:x", `sha256:${"a".repeat(64)}`));
  return filled.map((args) => [...args.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? ""));
}

/** The value of an argument or an option; empty if it was not passed. */
export function valueOf({ arguments: args, options }: Given, name: string): string {
  const value = args[name] ?? options[name];
  return typeof value === "string" ? value : "";
}

export function listOf({ arguments: args }: Given, name: string): readonly string[] {
  const value = args[name];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
