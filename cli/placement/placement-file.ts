import { placeEnvironment } from "../../config/placement";
import type { PlacementEntry, PlacementRecord } from "../../constructs/load-balancing/placement/schema";
import { placementName, RECORD_FILES } from "../../project/records";
import { loadRecord } from "../records";

/** Places of services, by environment. */
export type PlacementFile = Readonly<Record<string, PlacementRecord>>;

export const PLACEMENT_FILE = RECORD_FILES.placement;

/** Formats the file with one line for each service, so that two branches that add services can be merged. */
export function formatPlacement(file: PlacementFile): string {
  const environments = Object.entries(file).map(([environment, record]) => {
    const entries = Object.entries(record).map(([service, entry]) => `    ${JSON.stringify(service)}: ${entryText(entry)}`);
    return entries.length === 0
      ? `  ${JSON.stringify(environment)}: {}`
      : `  ${JSON.stringify(environment)}: {\n${entries.join(",\n")}\n  }`;
  });
  return environments.length === 0 ? "{}\n" : `{\n${environments.join(",\n")}\n}\n`;
}

function entryText({ loadBalancer, securityGroup, priorities }: PlacementEntry): string {
  const fields = [`"loadBalancer": ${loadBalancer}`, `"securityGroup": ${securityGroup}`];
  return `{ ${[...fields, ...(priorities ? [`"priorities": [${priorities.join(", ")}]`] : [])].join(", ")} }`;
}

/** One line for each entry that changes. */
export function placementLines(before: PlacementRecord, after: PlacementRecord): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    const [old, entry] = [before[name], after[name]];
    if (entry === undefined) return [`  ${name}: removed`];
    return old !== undefined && entryText(old) === entryText(entry) ? [] : [`  ${name}: ${placeText(entry)}`];
  });
}

function placeText({ loadBalancer, securityGroup, priorities }: PlacementEntry): string {
  const numbers =
    priorities === undefined || priorities.length === 0
      ? []
      : [`${priorities.length === 1 ? "priority" : "priorities"} ${priorities.join(", ")}`];
  return [`load balancer ${loadBalancer}`, `security group ${securityGroup}`, ...numbers].join(", ");
}

/** New places, and the file that contains them. */
export interface Placed {
  readonly placement: PlacementRecord;
  /** Empty if no place is new. */
  readonly changes: Readonly<Record<string, string>>;
  /** The changes, for a terminal. */
  readonly lines: readonly string[];
}

/** The recorded places of an environment. */
export function placesOf(root: string, environment: string): PlacementRecord {
  return loadRecord<PlacementRecord>(root, PLACEMENT_FILE)[placementName(environment)] ?? {};
}

/** The places of an environment that is about to change. An environment with a field `placement` of its own does not read the file. */
export function placeAdded(root: string, environment: string, changed: object): Placed {
  const name = placementName(environment);
  const file = loadRecord<PlacementRecord>(root, PLACEMENT_FILE);
  const before = file[name] ?? {};
  const unchanged = { placement: before, changes: {}, lines: [] };
  if ("placement" in changed) return { ...unchanged, placement: changed.placement as PlacementRecord };
  const placement = placeEnvironment({ ...changed, placement: before });
  const lines = placement ? placementLines(before, placement) : [];
  if (placement === undefined || lines.length === 0) return unchanged;
  const text = formatPlacement({ ...file, [name]: placement });
  return { placement, changes: { [PLACEMENT_FILE]: text }, lines: [`Places in ${PLACEMENT_FILE}:`, ...lines] };
}
