import { flagOf, type Verb } from "../verb";

export interface CurrentArguments {
  readonly args: readonly string[];
  /** The names of arguments that were passed as options. */
  readonly former: readonly string[];
}

/**
 * Turns options that became arguments into arguments: `--environment prod` into `prod` at its position. Other options come last, in their order,
 * because arguments may be passed in any order.
 */
export function currentArguments(verb: Verb, args: readonly string[]): CurrentArguments {
  const names = (verb.arguments ?? []).filter(({ several }) => several !== true).map(({ name }) => name);
  const known = (verb.options ?? []).map(flagOf);
  const byName = new Map<string, string>();
  const [positionals, options]: [string[], string[]] = [[], []];
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [flag = "", inline] = word.startsWith("--") ? splitOnce(word) : [word];
    const name = flag === "-e" ? "environment" : flag.slice(2);
    const option = known.find(({ long, short }) => flag === long || flag === short);
    if (word === "--") positionals.push(...rest.splice(0));
    else if (!option && flag.startsWith("-") && names.includes(name)) byName.set(name, inline ?? rest.shift() ?? "");
    else if (!word.startsWith("-")) positionals.push(word);
    else options.push(word, ...(option?.value === true && inline === undefined ? rest.splice(0, 1) : isValueOfFrame(flag, inline, rest)));
  }
  if (byName.size === 0) return { args, former: [] };
  const ordered = names.flatMap((name) => byName.get(name) ?? positionals.shift() ?? []);
  return { args: [...ordered, ...positionals, ...options], former: [...byName.keys()] };
}

/** --confirm is an option of the frame. */
function isValueOfFrame(flag: string, inline: string | undefined, rest: string[]): string[] {
  return flag === "--confirm" && inline === undefined ? rest.splice(0, 1) : [];
}

function splitOnce(word: string): [string, string?] {
  const at = word.indexOf("=");
  return at < 0 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}
