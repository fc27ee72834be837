import { buildPlatform } from "./build/platform";
import { fillDefaults } from "./settings/settings";
import { type ConfigError, MOST_ERRORS, configError } from "../language/errors";
import type { Platform } from "./model";
import { type Parse, parse } from "../language/parse";
import { PathSet } from "../language/paths";
import { toPlain } from "../language/plain-data";
import { RULES } from "./rules";
import { type ParsedEnvironment, environmentSchema } from "./schema";
import { FIELD_NAMES } from "./schema/field-names";
import { STAGE_NAMES } from "../language/stage-names";

/** The platform of a valid environment, or the errors of an invalid one. */
export type Resolution =
  | { readonly ok: true; readonly platform: Platform; readonly warnings: readonly ConfigError[] }
  | { readonly ok: false; readonly errors: readonly ConfigError[] };

/**
 * Converts an environment to a platform, or returns all of its errors.
 *
 *     const resolution = resolve(environments.prod);
 *     if (!resolution.ok) fail(formatErrors("prod", resolution.errors));
 *
 * Returns at most 1,000 errors. Accepts any value and never throws. The platform is frozen and depends only on the data, not on the order of keys.
 */
export function resolve(data: unknown): Resolution {
  const { data: plain, findings: unreadable } = toPlain(data);
  const parsed = parse(environmentSchema, plain, FIELD_NAMES);
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

/** Sorts errors by field, so that the errors of one resource are grouped, regardless of the order of keys. */
function byPath(errors: readonly ConfigError[]): readonly ConfigError[] {
  return [...errors].sort((one, other) => (one.path === other.path ? 0 : one.path < other.path ? -1 : 1)).slice(0, MOST_ERRORS);
}

/** Errors of the schema, without errors about values that are not plain data. */
function schemaFindings({ findings }: Parse<ParsedEnvironment>, unreadable: PathSet) {
  return findings.filter(({ path }) => !unreadable.touches(path));
}

interface Checked {
  readonly errors: readonly ConfigError[];
  readonly warnings: readonly ConfigError[];
}

/**
 * Runs all rules. Drops violations in fields that the schema rejects. If the stage is unknown, reports only violations that occur with the
 * defaults of every stage.
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
    for (const violation of rule.check(settings)) {
      if ([violation.path, ...(violation.reads ?? [])].some((path) => healed.touches(path))) continue;
      found.push(configError(rule.id, violation));
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
