/** The verb that each earlier script of package.json runs. `npm start`, `npm stop` and `npm test` are current names. */
const VERBS: Readonly<Record<string, string>> = {
  env: "dev shell --print",
  "state-bucket": "bootstrap",
  plan: "plan",
  deploy: "deploy",
  deliver: "deploy",
  policy: "policy",
  drift: "drift",
  smoke: "smoke",
  evacuate: "region evacuate",
  promote: "db promote",
  "rebuild-replica": "db rebuild-replica",
  "rebuild-copy": "db rebuild-replica",
  release: "release set",
  rollback: "release rollback",
  "check-tag": "ci verify-tag",
  reviewed: "ci verify-tag",
  preview: "preview",
  github: "ci",
  tell: "ci",
};

export const FORMER_NAMES = Object.keys(VERBS);

/** Names of subcommands that changed with the command, or before. */
const SUBCOMMANDS: ReadonlyMap<string, readonly string[]> = new Map([
  ["recall", ["latest"]],
  ["sum", ["checksum", "--output", "sum"]],
  ["foundation", ["up", "--foundation"]],
]);

/**
 * The arguments of `terrace` for an earlier script with its arguments. Options that became arguments, such as --environment, stay: the command
 * itself accepts them.
 */
export function currentCommand(name: string, args: readonly string[]): readonly string[] {
  const verb = (VERBS[name] ?? name).split(" ");
  const without = (...flags: string[]) => args.filter((word) => !flags.includes(word));
  const [subcommand = "", ...rest] = args;
  switch (name) {
    case "state-bucket":
      return [...verb, "--state-only", ...args];
    case "drift":
      return [...verb, "--detailed-exitcode", ...args];
    case "evacuate":
      return args.some((word) => word === "--restore" || word === "--back")
        ? ["region", "restore", ...without("--restore", "--back")]
        : [...verb, ...args];
    case "release":
      return ["release", args.some((word) => word.startsWith("--from")) ? "promote" : "set", ...withDefault(args)];
    case "check-tag":
    case "reviewed":
      return args.includes("--deployed") ? ["ci", "deployed", ...without("--deployed")] : [...verb, ...args];
    case "preview":
    case "github":
    case "tell":
      return [...verb, ...(SUBCOMMANDS.get(subcommand) ?? args.slice(0, 1)), ...rest];
    default:
      return [...verb, ...args];
  }
}

/** Releases without an environment were for staging. */
function withDefault(args: readonly string[]): readonly string[] {
  return args.some((word) => /^(-e|--environment)(=|$)/.test(word)) ? args : ["--environment=staging", ...args];
}
