import { buildPlatform } from "./build/platform";
import { fillDefaults } from "./settings/settings";
import { type ConfigError, configError } from "../language/errors";
import type { Platform } from "./model";
import { type Parse, parse } from "../language/parse";
import { type Path, touches } from "../language/paths";
import { toPlain } from "../language/plain-data";
import { RULES } from "./rules";
import { type ParsedEnvironment, environmentSchema } from "./schema";
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
 * Takes any value and never throws. The platform is frozen, and depends neither on the order of the keys nor on anything but the data.
 */
export function resolve(data: unknown): Resolution {
  const { data: plain, findings: unreadable } = toPlain(data);
  const parsed = parse(environmentSchema, plain);
  const healed = [...parsed.healed, ...unreadable.map(({ path }) => path)];
  const checked = parsed.environment ? checkRules(parsed.environment, healed) : { errors: [], warnings: [] };
  const errors = byPath([
    ...unreadable.map((finding) => configError("data", finding)),
    ...schemaFindings(parsed, unreadable).map((finding) => configError("schema", finding)),
    ...checked.errors,
  ]);
  if (errors.length > 0 || !parsed.environment) return deepFreeze({ ok: false, errors });
  return deepFreeze({ ok: true, platform: buildPlatform(fillDefaults(parsed.environment)), warnings: byPath(checked.warnings) });
}

/** Errors in the order of their fields, so that those of one thing stand together, whatever order its keys had. */
function byPath(errors: readonly ConfigError[]): readonly ConfigError[] {
  return [...errors].sort((one, other) => (one.path === other.path ? 0 : one.path < other.path ? -1 : 1));
}

/** What the schema says, except about values that could not be read at all. */
function schemaFindings({ findings }: Parse<ParsedEnvironment>, unreadable: readonly { path: Path }[]) {
  return findings.filter((finding) => !unreadable.some(({ path }) => touches(path, finding.path)));
}

interface Checked {
  readonly errors: readonly ConfigError[];
  readonly warnings: readonly ConfigError[];
}

/**
 * Runs all rules. Where the schema has already complained, rules are silent; and if the stage is not known, they only say what is wrong
 * with any stage's defaults.
 */
function checkRules(environment: ParsedEnvironment, healed: readonly Path[]): Checked {
  if (!healed.some((path) => touches(path, ["stage"]))) return runRules(environment, environment.stage, healed);
  const [first, ...others] = STAGE_NAMES.map((stage) => runRules(environment, stage, healed));
  const everywhere = (kind: keyof Checked) =>
    (first?.[kind] ?? []).filter(({ rule, path }) =>
      others.every((other) => other[kind].some((error) => error.rule === rule && error.path === path)),
    );
  return { errors: everywhere("errors"), warnings: everywhere("warnings") };
}

function runRules(environment: ParsedEnvironment, stage: ParsedEnvironment["stage"], healed: readonly Path[]): Checked {
  const settings = fillDefaults(environment, stage);
  const errors: ConfigError[] = [];
  const warnings: ConfigError[] = [];
  for (const rule of RULES) {
    for (const breach of rule.check(settings)) {
      const rests = [breach.path, ...(breach.reads ?? [])];
      if (healed.some((path) => rests.some((other) => touches(path, other)))) continue;
      (rule.warning ? warnings : errors).push(configError(rule.id, breach));
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
