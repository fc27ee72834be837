import { formatErrors } from "./errors";
import type { Platform } from "./model";
import { resolve } from "./resolve";

/** What `main.ts` gets: every platform to build, or one report of all that is wrong with any of them. */
export type Loaded = { readonly ok: true; readonly platforms: readonly Platform[] } | { readonly ok: false; readonly report: string };

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
  const reports: string[] = [];
  for (const name of names) {
    const resolution = resolve(environments[name]);
    if (resolution.ok) platforms.push(resolution.platform);
    else reports.push(formatErrors(name, resolution.errors));
  }
  return reports.length > 0 ? { ok: false, report: `${reports.join("\n")}\n` } : { ok: true, platforms };
}

function unknownEnvironment(received: string, known: readonly string[]): string {
  return `ENVIRONMENT names no environment.\n  received: ${JSON.stringify(received)}\n  allowed:  ${known.join(", ")}\n  to mend:  name one of them, or add yours to environments/index.ts\n`;
}
