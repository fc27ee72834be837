import { formatErrors, formatWarnings } from "../language/errors";
import type { Platform } from "./model";
import { resolve } from "./resolve";
import { siblingErrors } from "./siblings";

/** What `main.ts` gets: every platform to build, or that there is none; and what a person should read about it. */
export type Loaded =
  | { readonly ok: true; readonly platforms: readonly Platform[]; /** Warnings; empty when there are none. */ readonly report: string }
  | { readonly ok: false; /** All that is wrong with any environment. */ readonly report: string };

/**
 * Resolves environments, all of them or one.
 *
 * @param environments by name, as `environments/index.ts` lists them.
 * @param only the one to load. @default all
 */
export function load(environments: Readonly<Record<string, unknown>>, only?: string): Loaded {
  if (only !== undefined && !Object.hasOwn(environments, only)) {
    return { ok: false, report: unknownEnvironment(only, Object.keys(environments)) };
  }
  const names = only === undefined ? Object.keys(environments) : [only];
  const platforms: Platform[] = [];
  const errors: string[] = [];
  const warnings: string[] = [];
  for (const name of names) {
    const resolution = resolve(environments[name]);
    const wrong = resolution.ok ? siblingErrors(resolution.platform, Object.values(environments)) : resolution.errors;
    if (wrong.length > 0 || !resolution.ok) errors.push(formatErrors(name, wrong));
    else {
      platforms.push(resolution.platform);
      if (resolution.warnings.length > 0) warnings.push(formatWarnings(name, resolution.warnings));
    }
  }
  return errors.length > 0 ? { ok: false, report: errors.join("\n") } : { ok: true, platforms, report: warnings.join("\n") };
}

function unknownEnvironment(received: string, known: readonly string[]): string {
  return [
    "ENVIRONMENT names no environment",
    `  received  ${JSON.stringify(received)}`,
    `  allowed   ${known.join(", ")}`,
    "  fix       Name one of them, or list yours in environments/index.ts.",
    "",
  ].join("\n");
}
