import { load } from "../../config/load";
import { Problem } from "../problem";

/** Regions that are out of the public names, by environment. */
export type Evacuated = Readonly<Record<string, readonly string[]>>;

export const EVACUATED_FILE = "environments/evacuated.json";
const WIDTH = 140;

/** As prettier writes it, so that a diff shows the change and nothing else. */
export function formatEvacuated(evacuated: Evacuated): string {
  const lines = Object.entries(evacuated).map(([environment, regions]) => {
    const line = `  ${JSON.stringify(environment)}: [${regions.map((region) => JSON.stringify(region)).join(", ")}]`;
    if (line.length < WIDTH) return line;
    return [`  ${JSON.stringify(environment)}: [`, regions.map((region) => `    ${JSON.stringify(region)}`).join(",\n"), "  ]"].join("\n");
  });
  return `{\n${lines.join(",\n")}\n}\n`;
}

/** The regions that are out afterwards, by name. */
export function regionsOutAfter(out: readonly string[], regions: readonly string[], restore: boolean): string[] {
  const after = restore ? out.filter((region) => !regions.includes(region)) : [...out, ...regions];
  return [...new Set(after)].sort();
}

export interface EvacuationRequest {
  readonly environment: string;
  readonly regions: readonly string[];
  readonly restore: boolean;
}

/**
 * What the file is to say, checked by the environment's own rules before anything is written.
 *
 * @throws Problem where the rules refuse it, or a region that is to come back is none of the environment's.
 */
export function evacuate(
  environments: Readonly<Record<string, object>>,
  file: Evacuated,
  { environment, regions, restore }: EvacuationRequest,
): Evacuated {
  const current = environments[environment];
  const known = load(environments, environment);
  if (!current || !known.ok) throw new Problem(known.ok ? `There is no environment ${environment}.` : known.report.trimEnd());
  const names = known.platforms.flatMap((platform) => platform.regions.map(({ name }) => name));
  const stranger = regions.find((region) => !names.includes(region));
  if (stranger !== undefined)
    throw new Problem(`${environment} has no region ${JSON.stringify(stranger)}. Its regions: ${names.join(", ")}.`);
  const out = regionsOutAfter(file[environment] ?? [], regions, restore);
  const wanted = load({ ...environments, [environment]: { ...current, evacuated: out } }, environment);
  if (!wanted.ok) throw new Problem(wanted.report.trimEnd());
  return { ...file, [environment]: out };
}
