import { load } from "../../config/load";
import { RECORD_FILES } from "../../project/records";
import { unknownName } from "../environment";
import { Problem, UsageProblem } from "../problem";

/** Evacuated regions, by environment. */
export type Evacuated = Readonly<Record<string, readonly string[]>>;

export const EVACUATED_FILE = RECORD_FILES.evacuated;
const WIDTH = 140;

/** Formats the file like prettier, so that a diff shows only the change. */
export function formatEvacuated(evacuated: Evacuated): string {
  const lines = Object.entries(evacuated).map(([environment, regions]) => {
    const line = `  ${JSON.stringify(environment)}: [${regions.map((region) => JSON.stringify(region)).join(", ")}]`;
    if (line.length < WIDTH) return line;
    return [`  ${JSON.stringify(environment)}: [`, regions.map((region) => `    ${JSON.stringify(region)}`).join(",\n"), "  ]"].join("\n");
  });
  return `{\n${lines.join(",\n")}\n}\n`;
}

/** The evacuated regions after the change, sorted. */
export function regionsOutAfter(evacuated: readonly string[], regions: readonly string[], restore: boolean): string[] {
  const after = restore ? evacuated.filter((region) => !regions.includes(region)) : [...evacuated, ...regions];
  return [...new Set(after)].sort();
}

export interface EvacuationRequest {
  readonly environment: string;
  readonly regions: readonly string[];
  readonly restore: boolean;
}

/**
 * The new content of the file, checked with the environment's own rules before it is written.
 *
 * @throws UsageProblem if a rule rejects it, or if the environment has no such region.
 */
export function evacuate(
  environments: Readonly<Record<string, object>>,
  file: Evacuated,
  { environment, regions, restore }: EvacuationRequest,
): Evacuated {
  const current = environments[environment];
  if (!current) throw unknownName("environment", environment, Object.keys(environments), "an entry in environments/index.ts");
  const known = load(environments, environment);
  if (!known.ok) throw new Problem(known.report.trimEnd());
  const names = known.platforms.flatMap((platform) => platform.regions.map(({ name }) => name));
  const unknown = regions.find((region) => !names.includes(region));
  if (unknown !== undefined) throw unknownName(`region of ${environment}`, unknown, names, "it to `regions` in the environment");
  const evacuated = regionsOutAfter(file[environment] ?? [], regions, restore);
  const wanted = load({ ...environments, [environment]: { ...current, evacuated: evacuated } }, environment);
  if (!wanted.ok) throw new UsageProblem(wanted.report.trimEnd());
  return { ...file, [environment]: evacuated };
}
