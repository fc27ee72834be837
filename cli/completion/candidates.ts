import type { Verb, VerbArgument } from "../verb";

/** Names of the project, for arguments: by the name of the argument or option, for the arguments given so far. */
export type ProjectNames = (argument: string, given: Readonly<Record<string, string>>) => readonly string[];

export interface Candidate {
  readonly value: string;
  readonly description: string;
}

/** The options that the frame adds to a verb are passed with it. */
export interface CompletionVerb {
  readonly verb: Verb;
  readonly options: readonly { readonly flags: string; readonly description: string; readonly hidden?: true }[];
}

/**
 * The completions of the last word, which may be empty.
 *
 * @param words all words after `terrace`, up to the cursor
 */
export function candidates(verbs: readonly CompletionVerb[], words: readonly string[], names: ProjectNames): Candidate[] {
  const [before, last = ""] = [words.slice(0, -1), words.at(-1)];
  const current = [2, 1].flatMap((count) => {
    const found = verbs.find(({ verb }) => verb.name === before.slice(0, count).join(" "));
    return found ? [{ ...found, args: before.slice(count) }] : [];
  })[0];
  const all = [...subcommands(verbs, before), ...(current ? argumentsOf(current, current.args, last, names) : [])];
  return all.filter(({ value }) => value.startsWith(last));
}

/** The next word of verbs that begin with these words. */
function subcommands(verbs: readonly CompletionVerb[], before: readonly string[]): Candidate[] {
  const found = new Map<string, string>();
  for (const { verb } of verbs) {
    const words = verb.name.split(" ");
    const next = words[before.length];
    if (next === undefined || words.slice(0, before.length).join(" ") !== before.join(" ")) continue;
    if (!found.has(next)) found.set(next, words.length === before.length + 1 ? verb.summary : "");
  }
  return [...found].map(([value, description]) => ({ value, description }));
}

function argumentsOf({ verb, options }: CompletionVerb, args: readonly string[], last: string, names: ProjectNames): Candidate[] {
  const flags = options.flatMap(({ flags: text, description, hidden }) => (hidden ? [] : [{ ...flagOf(text), description }]));
  const positionals: string[] = [];
  for (const [index, word] of args.entries()) {
    const isValue = flags.some(({ long, takesValue }) => takesValue && long === args[index - 1]);
    if (!word.startsWith("-") && !isValue) positionals.push(word);
  }
  const known = verb.arguments ?? [];
  const given = Object.fromEntries(positionals.map((value, index) => [known[index]?.name ?? "", value]));
  const previous = flags.find(({ long }) => long === args.at(-1));
  if (previous?.takesValue) return named(names(previous.long.slice(2), given));
  if (last.startsWith("-"))
    return flags.filter(({ long }) => !args.includes(long)).map(({ long, description }) => ({ value: long, description }));
  const argument = argumentAt(known, positionals.length);
  if (!argument) return [];
  return named((argument.choices ?? names(argument.name, given)).filter((value) => !argument.several || !positionals.includes(value)));
}

function argumentAt(known: readonly VerbArgument[], index: number): VerbArgument | undefined {
  const last = known.at(-1);
  return known[index] ?? (last?.several ? last : undefined);
}

function flagOf(flags: string): { readonly long: string; readonly takesValue: boolean } {
  return { long: /--[\w-]+/.exec(flags)?.[0] ?? flags, takesValue: flags.includes("<") };
}

function named(values: readonly string[]): Candidate[] {
  return values.map((value) => ({ value, description: "" }));
}
