import { parseArgs, type ParseArgsConfig } from "node:util";
import { Problem } from "./problem";

interface CommandOptions {
  /** The usage after `npm run <command> -- `. */
  readonly usage: string;
  readonly options: NonNullable<ParseArgsConfig["options"]>;
  readonly required: readonly string[];
  /** The allowed number of positional arguments. */
  readonly names: readonly [minimum: number, maximum: number];
  /** The noun for them in errors. @default region */
  readonly named?: string;
}

const environment = { type: "string", short: "e" } as const;
const yes = { type: "boolean", default: false } as const;

/** The arguments of every command. The commands in runbooks are parsed with them too (test/runbooks.test.ts). */
export const COMMANDS = {
  evacuate: {
    usage: "--environment prod us-west-2 [eu-west-1 …] [--restore] [--yes]",
    // `--back` is the earlier name of `--restore`.
    options: { environment, yes, restore: { type: "boolean", default: false }, back: { type: "boolean", default: false } },
    required: ["environment"],
    names: [1, Infinity],
  },
  promote: {
    usage: "--environment prod --database main [--yes]",
    options: { environment, yes, database: { type: "string", short: "d" } },
    required: ["environment", "database"],
    names: [0, 0],
  },
  "rebuild-replica": {
    usage: "--environment prod --database main --region eu-west-1 [--yes]",
    options: { environment, yes, database: { type: "string", short: "d" }, region: { type: "string", short: "r" } },
    required: ["environment", "database", "region"],
    names: [0, 0],
  },
  "state-bucket": {
    usage: "--environment prod",
    options: { environment },
    required: ["environment"],
    names: [0, 0],
  },
  plan: {
    usage: "--environment staging [--base origin/main] [--out .terrace/plans] [--store] [--full]",
    options: {
      environment,
      base: { type: "string" },
      out: { type: "string" },
      store: { type: "boolean", default: false },
      full: { type: "boolean", default: false },
    },
    required: ["environment"],
    names: [0, 0],
  },
  deploy: {
    usage:
      '--environment staging [--plans .terrace/plans | --expect <SHA-256 of the manifest>] [--bake "10 minutes"] [--wait "15 minutes"] [--despite-alarms] [--report deployment.md]',
    options: {
      environment,
      plans: { type: "string" },
      expect: { type: "string" },
      bake: { type: "string" },
      wait: { type: "string" },
      "despite-alarms": { type: "boolean", default: false },
      report: { type: "string" },
    },
    required: ["environment"],
    names: [0, 0],
  },
  drift: {
    usage: "--environment prod [--report drift.md]",
    options: { environment, report: { type: "string" } },
    required: ["environment"],
    names: [0, 0],
  },
  release: {
    usage: "[--environment staging] [api=sha256:…] [--from staging | --from v1.4.1]",
    options: { environment, from: { type: "string" } },
    required: [],
    names: [0, Infinity],
  },
  "check-tag": {
    usage: "[--environment prod [--again]] v1.5.0, or: --environment prod --deployed",
    options: { environment, again: { type: "boolean", default: false }, deployed: { type: "boolean", default: false } },
    required: [],
    names: [0, 1],
    named: "tag",
  },
  rollback: {
    usage: "--environment prod v1.4.1",
    options: { environment },
    required: ["environment"],
    names: [1, 1],
    named: "tag",
  },
  preview: {
    usage: 'up|foundation|down --pull-request 12 [api=sha256:…], or: list [--expired] [--lifetime "1 day"]',
    options: { "pull-request": { type: "string" }, expired: { type: "boolean", default: false }, lifetime: { type: "string" } },
    required: [],
    names: [1, Infinity],
    named: "subcommand: up, foundation, down or list",
  },
  smoke: {
    usage: '--environment staging [--within "5 minutes"] [--connect-to 127.0.0.1:8443]',
    options: { environment, within: { type: "string" }, "connect-to": { type: "string" } },
    required: ["environment"],
    names: [0, 0],
  },
  github: {
    usage:
      'comment --pull-request 12 plan.md, or: issue --title "…" drift.md, or: propose --environment prod --title "…" environments/images.json',
    options: { environment, "pull-request": { type: "string" }, title: { type: "string" } },
    required: [],
    names: [1, Infinity],
    named: "subcommand: comment, issue, propose, latest, checksum or summary",
  },
} as const satisfies Readonly<Record<string, CommandOptions>>;

export type CommandName = keyof typeof COMMANDS;

export interface ParsedCommand {
  /** The value of a string option; empty if it was not passed. Required options always have one. */
  readonly option: (option: string) => string;
  readonly flag: (option: string) => boolean;
  readonly positionals: readonly string[];
}

/**
 * Parses the arguments of a command.
 *
 * @throws Problem with the usage.
 */
export function parseCommand(name: CommandName, args: readonly string[]): ParsedCommand {
  const { usage, options, required, names, named = "region" }: CommandOptions = COMMANDS[name];
  const fail = (problem: string) => new Problem(`${problem} Usage: npm run ${name} -- ${usage}`);
  let parsed: { values: Record<string, unknown>; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw fail(error instanceof Error ? error.message.replace(/\.?$/, ".") : String(error));
  }
  const { values, positionals } = parsed;
  for (const option of required) if (typeof values[option] !== "string") throw fail(`Missing --${option}.`);
  if (positionals.length < names[0]) throw fail(`Missing ${named}.`);
  const [tooMany] = positionals.slice(names[1]);
  if (tooMany !== undefined) throw fail(`Unexpected argument ${JSON.stringify(tooMany)}.`);
  const text = (option: string) => {
    const value = values[option];
    return typeof value === "string" ? value : "";
  };
  return { option: text, flag: (option) => values[option] === true, positionals };
}
