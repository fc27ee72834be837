import { type ConfigError, formatErrors, formatWarnings } from "../language/errors";
import type { Platform } from "./model";
import { resolve } from "./resolve";
import { siblingErrors } from "./siblings";

/** The platforms to build, or a failure, with a report for the user. */
export type Loaded =
  | {
      readonly ok: true;
      readonly platforms: readonly Platform[];
      readonly warnings: readonly LoadedWarnings[];
      /** The warnings as text; empty if there are none. */
      readonly report: string;
    }
  | { readonly ok: false; /** Errors of all environments. */ readonly report: string };

/** The warnings of one environment; never empty. */
export interface LoadedWarnings {
  readonly environment: string;
  readonly warnings: readonly ConfigError[];
}

/**
 * Resolves all environments, or one of them.
 *
 * @param environments Environments by name.
 * @param only Name of the environment to load. @default all
 */
export function load(environments: Readonly<Record<string, unknown>>, only?: string): Loaded {
  if (only !== undefined && !Object.hasOwn(environments, only)) {
    return { ok: false, report: unknownEnvironment(only, Object.keys(environments)) };
  }
  const names = only === undefined ? Object.keys(environments) : [only];
  const platforms: Platform[] = [];
  const errors: string[] = [];
  const warnings: LoadedWarnings[] = [];
  for (const name of names) {
    const resolution = resolve(environments[name]);
    const found = resolution.ok ? siblingErrors(resolution.platform, Object.values(environments)) : resolution.errors;
    if (found.length > 0 || !resolution.ok) errors.push(formatErrors(name, found));
    else {
      platforms.push(resolution.platform);
      if (resolution.warnings.length > 0) warnings.push({ environment: name, warnings: resolution.warnings });
    }
  }
  if (errors.length > 0) return { ok: false, report: errors.join("\n") };
  const report = warnings.map((one) => formatWarnings(one.environment, one.warnings)).join("\n");
  return { ok: true, platforms, warnings, report };
}

function unknownEnvironment(received: string, known: readonly string[]): string {
  return [
    "ENVIRONMENT is not a valid environment",
    `  received  ${JSON.stringify(received)}`,
    `  allowed   ${known.join(", ")}`,
    "  fix       Choose one of these, or add the environment to environments/index.ts.",
    "",
  ].join("\n");
}
