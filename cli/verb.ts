/** Exit codes of every verb. `plan --detailed-exitcode` and `drift --detailed-exitcode` have Terraform's instead: 2 means changes. */
export const DONE = 0;
export const FAILED = 1;
export const USAGE = 2;

/**
 * The form of a value on the command line. The command rejects a value of another form before it checks tools and credentials, see `entry/check-values.ts`.
 *
 * - `text`: any text.
 * - `own`: the verb checks the value itself. It needs no tools and no credentials.
 */
export type ValueForm =
  | "text"
  | "own"
  | "duration"
  | "address"
  | "checksum"
  | "pull-request"
  | "image"
  | "folder"
  | "file"
  | "environment"
  | "confirmation"
  | "region"
  | "workload"
  | "database"
  | "secret"
  | "group"
  | "stack";

export interface VerbArgument {
  /** It can also be passed as `--<name>`, the earlier form of environments, databases and pull requests. */
  readonly name: string;
  readonly description: string;
  readonly form: ValueForm;
  readonly optional?: true;
  /** Takes all remaining arguments. Only the last argument can. */
  readonly several?: true;
  /** Allowed values, if they are the same in every project. */
  readonly choices?: readonly string[];
}

export interface VerbOption {
  /** In the notation of commander: `-b, --base <branch>`. */
  readonly flags: string;
  readonly description: string;
  /** The form of its value. Every option with a value has one, except if it has `choices`. */
  readonly form?: ValueForm;
  readonly required?: true;
  /** An earlier name that still works. It is not in the help. */
  readonly hidden?: true;
  /** Can be passed several times. */
  readonly repeatable?: true;
  readonly choices?: readonly string[];
}

/** The tools and credentials that an action requires. A verb checks no others. */
export type Need = "terraform" | "python" | "credentials";

/** A command takes the loss of data as confirmed only by the name of the environment, never by --yes. */
export interface Verb {
  /** `region evacuate` */
  readonly name: string;
  /** Earlier names that still work. They are not in the help. */
  readonly formerNames?: readonly string[];
  /** The heading in the list of all verbs. */
  readonly group: "Project" | "Local AWS" | "Deployment" | "Operation" | "Pipelines" | "Shell";
  /** One line that starts with a verb and ends without a full stop. */
  readonly summary: string;
  /** Further lines of `--help`. */
  readonly details?: string;
  readonly arguments?: readonly VerbArgument[];
  readonly options?: readonly VerbOption[];
  /** Arguments of one call, without the command itself: `plan staging --base origin/main`. */
  readonly example: string;
  /** The verb runs in any folder, with the current one as its root. Others run in the root folder of a project. */
  readonly anywhere?: true;
  readonly needs?: readonly Need[];
  /**
   * Adds --local and --aws. Without them, a verb that only reads uses the local AWS of the project if it runs and has the environment (`local-first`);
   * every other verb uses AWS (`aws-first`).
   */
  readonly target?: "local-first" | "aws-first";
  /** Adds --json: one JSON document on standard output, and progress on standard error. */
  readonly json?: true;
  /** Adds --yes: the verb prompts before it changes something. */
  readonly prompts?: true;
  /** Adds --confirm <environment>: the verb can delete data. */
  readonly deletes?: true;
  /**
   * Loads a check of arguments that depend on each other. It runs before the tools and credentials are checked.
   *
   * @throws UsageProblem if they are not valid.
   */
  readonly check?: () => Promise<(call: Call) => void>;
  /** Loads the action: `--help` loads none. */
  readonly action: () => Promise<Action>;
}

/** Returns the exit code. */
export type Action = (call: Call) => Promise<number>;

/** Options that several verbs have. */
const JSON_OPTION: VerbOption = { flags: "--json", description: "print one JSON document; progress goes to standard error" };
const YES: VerbOption = { flags: "-y, --yes", description: "do not prompt" };
const CONFIRM: VerbOption = {
  flags: "--confirm <environment>",
  description: "confirm the loss of data by the environment's name",
  form: "confirmation",
};
const TARGET: readonly VerbOption[] = [
  { flags: "--local", description: "use the local AWS that `terrace dev` left running" },
  { flags: "--aws", description: "use AWS, also while the local AWS is running" },
];
export const NO_COLOR: VerbOption = { flags: "--no-color", description: "print without colors; so does the variable NO_COLOR" };

/** All options of a verb: its own, and the options that several verbs have. */
export function optionsOf(verb: Verb): readonly VerbOption[] {
  return [
    ...(verb.options ?? []),
    ...(verb.target ? TARGET : []),
    ...(verb.json ? [JSON_OPTION] : []),
    ...(verb.prompts ? [YES] : []),
    ...(verb.deletes ? [CONFIRM] : []),
    NO_COLOR,
  ];
}

/** The option's long flag, and whether it takes a value. */
export function flagOf({ flags }: Pick<VerbOption, "flags">): { readonly long: string; readonly short?: string; readonly value: boolean } {
  const [, short, long = ""] = /^(?:(-\w), )?(--[\w-]+)/.exec(flags) ?? [];
  return { long, ...(short !== undefined && { short }), value: /[<[]/.test(flags) };
}

/** The command as documents and messages write it: the bare name on npm belongs to someone else. */
export const COMMAND = "npx --no-install terrace";

/** The environment argument of most verbs. */
export const ENVIRONMENT: VerbArgument = {
  name: "environment",
  description: "environment from environments/index.ts",
  form: "environment",
};

/** The parsed arguments of one call. */
export interface Given {
  readonly verb: Verb;
  /** By name. An argument that takes several values has a list. */
  readonly arguments: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** By the long flag without its hyphens. */
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

/** One call of a verb: its arguments, and where its output goes. */
export class Call {
  public constructor(
    private readonly given: Given,
    /** The root folder of the project. */
    public readonly root: string,
    /** All verbs, for shell completion. */
    public readonly verbs: readonly Verb[],
    /** Whether the target is the local AWS. */
    public readonly isLocal = false,
  ) {}

  public get verb(): Verb {
    return this.given.verb;
  }

  public get json(): boolean {
    return this.flag("json");
  }

  /** The value of an argument; empty if it was not passed. Required arguments always have one. */
  public argument(name: string): string {
    const value = this.given.arguments[name];
    return typeof value === "string" ? value : "";
  }

  public list(name: string): readonly string[] {
    const value = this.given.arguments[name];
    return Array.isArray(value) ? (value as readonly string[]) : [];
  }

  /** The value of a string option; empty if it was not passed. Required options always have one. */
  public option(name: string): string {
    const value = this.given.options[name];
    return typeof value === "string" ? value : "";
  }

  public optionList(name: string): readonly string[] {
    const value = this.given.options[name];
    return Array.isArray(value) ? (value as readonly string[]) : [];
  }

  public flag(name: string): boolean {
    return this.given.options[name] === true;
  }

  /** Prints progress: to standard error with --json, because standard output is then one JSON document. */
  public readonly say = (line: string): void => {
    if (this.json) console.error(line);
    else console.log(line);
  };

  /** Prints the result: the value with --json, or else the lines. */
  public report(value: unknown, lines: readonly string[]): void {
    if (this.json) console.log(JSON.stringify(value, undefined, 2));
    else lines.forEach((line) => console.log(line));
  }
}
