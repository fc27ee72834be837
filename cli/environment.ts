import type { Environment } from "../config/environment";
import type { Platform } from "../config/model";
import { load, type LoadedWarnings } from "../config/load";
import { didYouMean, oneOf } from "../language/nearest";
import type { Previews } from "../project/previews";
import { withRecords } from "../config/records";
import { environmentsWith } from "../project/project";
import { Problem, UsageProblem } from "./problem";
import { ENVIRONMENTS_FILE, loadProject, projectRoot } from "./project";
import { loadRecords } from "./records";

/** All environments of a project, and the preview with the given name, with their records. */
export function loadEnvironments(name = "", root = projectRoot()): Readonly<Record<string, Environment>> {
  return withRecords(environmentsWith(loadProject(root), name), loadRecords(root, name));
}

/**
 * The resolved model of one environment of a project, by default of the project that contains the working folder.
 *
 * @throws Problem with all configuration errors, or if the project has no such environment.
 */
export function loadPlatform(name: string, root?: string): Platform {
  return loadWithWarnings(name, root).platform;
}

/** The model of one environment as `loadPlatform` returns it, and the warnings of its rules. */
export function loadWithWarnings(
  name: string,
  root?: string,
): { readonly platform: Platform; readonly warnings: readonly LoadedWarnings[] } {
  findEnvironment(name, root);
  const loaded = load(loadEnvironments(name, root), name);
  const platform = loaded.ok ? loaded.platforms[0] : undefined;
  if (loaded.ok && platform) return { platform, warnings: loaded.warnings };
  throw new Problem(loaded.ok ? `The environment ${name} is empty.` : loaded.report.trimEnd());
}

/**
 * An environment as the project defines it, without defaults.
 *
 * @throws UsageProblem if the project has no such environment.
 */
export function findEnvironment(name: string, root?: string): Environment {
  const environments = loadEnvironments(name, root);
  const found = Object.hasOwn(environments, name) ? environments[name] : undefined;
  if (found) return found;
  throw unknownName("environment", name, Object.keys(environments), `an entry in ${ENVIRONMENTS_FILE}`);
}

/** The error for a name that does not exist, with the most similar one. */
export function unknownName(what: string, received: string, known: readonly string[], fix: string): UsageProblem {
  return new UsageProblem(
    [
      `Unknown ${what} ${JSON.stringify(received)}.`,
      `  received  ${JSON.stringify(received)}`,
      `  allowed   ${oneOf(known)}`,
      `  fix       ${didYouMean(received, known, `Choose one of these, or add ${fix}.`)}`,
    ].join("\n"),
  );
}

/** The project's previews, or a Problem if it has none. */
export function loadPreviews(): Previews {
  const { previews } = loadProject();
  if (previews) return previews;
  throw new Problem(
    [
      "The project has no previews.",
      `  received  ${ENVIRONMENTS_FILE} without \`previews\``,
      "  allowed   settings for the environments of pull requests",
      `  fix       Set \`previews\` in defineProject({ … }) of ${ENVIRONMENTS_FILE}.`,
    ].join("\n"),
  );
}
