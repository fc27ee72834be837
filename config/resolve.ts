import { buildPlatform } from "./build/platform";
import { fillDefaults } from "./settings/settings";
import { type ConfigError, MOST_ERRORS, configError } from "../language/errors";
import type { Platform } from "./model";
import { type Parse, parse } from "../language/parse";
import { PathSet } from "../language/paths";
import { toPlain } from "../language/plain-data";
import { RULES } from "./rules";
import { type ParsedEnvironment, environmentSchema } from "./schema";
import { RENAMED_FIELDS } from "./schema/renamed-fields";
import { STAGE_NAMES } from "../language/stage-names";

/** A platform to build, or everything that is wrong with the environment. */
export type Resolution =
  | { readonly ok: true; readonly platform: Platform; readonly warnings: readonly ConfigError[] }
  | { readonly ok: false; readonly errors: readonly ConfigError[] };

/**
 * Turns an environment as a team writes it into the platform that is built, or says all that is wrong with it at once.
 *
 *     const resolution = resolve(environments.prod);
 *     if (!resolution.ok) fail(formatErrors("prod", resolution.errors));
 *
 * Of a very wrong environment it says the first 1,000 errors that it finds. Takes any value and never throws. The platform is frozen, and depends neither on the order of the keys nor on anything but the data.
 */
export function resolve(data: unknown): Resolution {
  const { data: plain, findings: unreadable } = toPlain(data);
  const parsed = parse(environmentSchema, plain, RENAMED_FIELDS);
  for (const { path } of unreadable) parsed.healed.add(path);
  const checked = parsed.environment ? checkRules(parsed.environment, parsed.healed) : { errors: [], warnings: [] };
  const errors = byPath([
    ...unreadable.map((finding) => configError("data", finding)),
    ...schemaFindings(parsed, new PathSet(unreadable.map(({ path }) => path))).map((finding) => configError("schema", finding)),
    ...checked.errors,
  ]);
  if (errors.length > 0 || !parsed.environment) return deepFreeze({ ok: false, errors });
  return deepFreeze({ ok: true, platform: buildPlatform(fillDefaults(parsed.environment)), warnings: byPath(checked.warnings) });
}

/** Errors in the order of their fields, so that those of one thing stand together, whatever order its keys had. */
function byPath(errors: readonly ConfigError[]): readonly ConfigError[] {
  return [...errors].sort((one, other) => (one.path === other.path ? 0 : one.path < other.path ? -1 : 1)).slice(0, MOST_ERRORS);
}

/** What the schema says, except about values that could not be read at all. */
function schemaFindings({ findings }: Parse<ParsedEnvironment>, unreadable: PathSet) {
  return findings.filter(({ path }) => !unreadable.touches(path));
}

interface Checked {
  readonly errors: readonly ConfigError[];
  readonly warnings: readonly ConfigError[];
}

/**
 * Runs all rules. Where the schema has already complained, rules are silent; and if the stage is not known, they only say what is wrong
 * with any stage's defaults.
 */
function checkRules(environment: ParsedEnvironment, healed: PathSet): Checked {
  if (!healed.touches(["stage"])) return runRules(environment, environment.stage, healed);
  const [first, ...others] = STAGE_NAMES.map((stage) => runRules(environment, stage, healed));
  const key = ({ rule, path }: ConfigError) => `${rule} ${path}`;
  const everywhere = (kind: keyof Checked) => {
    const known = others.map((other) => new Set(other[kind].map(key)));
    return (first?.[kind] ?? []).filter((error) => known.every((keys) => keys.has(key(error))));
  };
  return { errors: everywhere("errors"), warnings: everywhere("warnings") };
}

function runRules(environment: ParsedEnvironment, stage: ParsedEnvironment["stage"], healed: PathSet): Checked {
  const settings = fillDefaults(environment, stage);
  const errors: ConfigError[] = [];
  const warnings: ConfigError[] = [];
  for (const rule of RULES) {
    const found = rule.warning ? warnings : errors;
    if (found.length >= MOST_ERRORS) continue;
    for (const breach of rule.check(settings)) {
      if ([breach.path, ...(breach.reads ?? [])].some((path) => healed.touches(path))) continue;
      found.push(configError(rule.id, breach));
      if (found.length >= MOST_ERRORS) break;
    }
  }
  return { errors, warnings };
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const child of Object.values(value)) deepFreeze(child);
  }
  return value;
}
