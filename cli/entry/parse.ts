import { Argument, Command, CommanderError, Option } from "commander";
import { COMMAND, DONE, type Given, NO_COLOR, optionsOf, USAGE, type Verb, type VerbArgument, type VerbOption } from "../verb";
import { currentArguments } from "./former-arguments";
import { helpSettings, verbHelp } from "./help";

/** A call of a verb, or a text to print: help, the version, or a usage error. */
export type Parsed = { readonly given: Given; readonly notes: readonly string[] } | { readonly text: string; readonly code: number };

/** The commands that contain other commands, with their summaries. */
export const GROUPS: Readonly<Record<string, string>> = {
  add: "Add a resource to the project",
  region: "Move traffic away from regions and back",
  db: "Change the roles of a database's regions",
  secret: "Set secrets of an environment",
  release: "Choose the images that an environment runs",
  preview: "Deploy pull requests as environments of their own",
  ci: "Publish results on GitHub from a workflow",
};

/** Finds the verb with the longest name at the start of the arguments. */
export function verbAt(verbs: readonly Verb[], args: readonly string[]): Verb | undefined {
  const named = (wanted: string) => verbs.find(({ name, formerNames = [] }) => name === wanted || formerNames.includes(wanted));
  return [2, 1].map((words) => named(args.slice(0, words).join(" "))).find((verb) => verb !== undefined);
}

/** Parses the arguments of the command. It runs nothing and prints nothing. */
export function parse(verbs: readonly Verb[], words: readonly string[], version: string): Parsed {
  const args = inThisNotation(words);
  const verb = verbAt(verbs, args);
  const name = verb?.name.split(" ") ?? [];
  const current = verb ? currentArguments(verb, args.slice(name.length)) : { args, former: [] };
  const texts: string[] = [];
  let given: Given | undefined;
  const program = programOf(
    verbs,
    version,
    (text) => texts.push(text),
    (found) => (given = found),
  );
  try {
    program.parse([...name, ...current.args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const shown = ["commander.helpDisplayed", "commander.help", "commander.version"].includes(error.code);
    if (shown && error.exitCode === 0) return { text: helpText(texts), code: DONE };
    return { text: shown ? helpText(texts) : usageError(error, verb), code: USAGE };
  }
  if (!given) return { text: helpText([program.helpInformation()]), code: USAGE };
  const notes = current.former.map(
    (name) => `--${name} is now an argument: ${COMMAND} ${verb?.name} ${signature(verb)}. The option works for one more version.`,
  );
  return { given, notes };
}

/** Notations of other commands: `help plan` and `-v`. */
function inThisNotation(args: readonly string[]): readonly string[] {
  const [first, ...rest] = args;
  if (first === "help") return [...rest, "--help"];
  return first === "-v" ? ["--version", ...rest] : args;
}

/** The usage is in a line of its own, so that it fits 80 columns. */
function helpText(texts: readonly string[]): string {
  return texts.join("").replace(/^Usage: /, "Usage:\n  ");
}

function signature(verb: Verb | undefined): string {
  return (verb?.arguments ?? []).map(argumentText).join(" ");
}

export function argumentText({ name, optional, several }: VerbArgument): string {
  const text = several ? `${name}...` : name;
  return optional ? `[${text}]` : `<${text}>`;
}

function usageError({ message }: CommanderError, verb: Verb | undefined): string {
  const text = message.replace(/^error: /, "").replace(/\n\(Did you mean (.*?)\?\)/, ". Did you mean $1?");
  const name = verb ? `${COMMAND} ${verb.name}` : COMMAND;
  const usage = verb
    ? [`  usage: ${[name, signature(verb), "[options]"].filter(Boolean).join(" ")}`, `  example: ${COMMAND} ${verb.example}`]
    : [];
  return [`${text.charAt(0).toUpperCase()}${text.slice(1).replace(/[^.?]$/, "$&.")}`, ...usage, `  help: ${name} --help`, ""].join("\n");
}

/** The tree of commands. */
function programOf(verbs: readonly Verb[], version: string, write: (text: string) => void, found: (given: Given) => void): Command {
  const program = new Command(COMMAND);
  const output = { writeOut: write, writeErr: write };
  const prepare = (command: Command) =>
    command
      .exitOverride()
      .configureOutput(output)
      .configureHelp(helpSettings)
      .helpCommand(false)
      .helpOption("-h, --help", "print this help");
  prepare(program)
    .usage("<verb> [arguments] [options]")
    .description("Multi-region AWS platforms as typed TypeScript. Deploys them, and operates them.")
    .version(version, "-V, --version", "print the version")
    .option(NO_COLOR.flags, NO_COLOR.description);
  for (const verb of verbs) {
    const [first = "", second] = verb.name.split(" ");
    const parent =
      second === undefined ? program : (program.commands.find((one) => one.name() === first) ?? group(program, first, verb, prepare));
    const command = prepare(parent.command(second ?? first));
    addVerb(command, verb, found);
    if (second === undefined) command.helpGroup(`${verb.group}:`);
  }
  return program;
}

function group(program: Command, name: string, { group: heading }: Verb, prepare: (command: Command) => Command): Command {
  const summary = GROUPS[name];
  const command = prepare(program.command(name)).helpGroup(`${heading}:`).usage("<verb> [arguments] [options]");
  return summary === undefined ? command : command.description(`${summary}.`).summary(summary);
}

function addVerb(command: Command, verb: Verb, found: (given: Given) => void): void {
  command.description(`${verb.summary}.${verb.details === undefined ? "" : `\n\n${verb.details}`}`).summary(verb.summary);
  command.usage(`${signature(verb)} [options]`.trim());
  command.addHelpText("after", verbHelp(verb));
  for (const argument of verb.arguments ?? []) {
    const made = new Argument(argumentText(argument), argument.description);
    command.addArgument(argument.choices ? made.choices(argument.choices) : made);
  }
  for (const option of optionsOf(verb)) command.addOption(optionOf(option));
  command.action(() => {
    const names = (verb.arguments ?? []).map(({ name }) => name);
    const values = Object.fromEntries(names.map((name, index) => [name, command.processedArgs[index] as string | string[] | undefined]));
    const options = Object.fromEntries(
      command.options.map((option) => [option.name(), command.getOptionValue(option.attributeName()) as string]),
    );
    found({ verb, arguments: values, options });
  });
}

function optionOf({ flags, description, required, hidden, repeatable, choices }: VerbOption): Option {
  const option = new Option(flags, description).hideHelp(hidden === true).makeOptionMandatory(required === true);
  if (choices) option.choices(choices);
  return repeatable ? option.argParser((value: string, before: readonly string[] = []) => [...before, value]) : option;
}
