import * as path from "node:path";
import { load } from "../../config/load";
import { placeEnvironment } from "../../config/placement";
import { resolve } from "../../config/resolve";
import type { PlacementRecord } from "../../constructs/load-balancing/placement/schema";
import { formatErrors } from "../../language/errors";
import { placementName } from "../../project/records";
import { findEnvironment, loadEnvironments } from "../environment";
import { Problem } from "../problem";
import { loadRecord, writeRecord } from "../records";
import { formatPlacement, PLACEMENT_FILE, placementLines } from "./placement-file";

export interface PlaceOptions {
  readonly root: string;
  readonly environment: string;
  /** Removes the entries of services that no longer exist. */
  readonly prune: boolean;
}

/** The places of an environment's services, and the lines that changed. */
export interface PlaceResult {
  readonly environment: string;
  readonly file: string;
  readonly placement: PlacementRecord;
  readonly lines: readonly string[];
}

/**
 * Records a place for each service of an environment that has none. The file is restored if the environment is not valid with it.
 *
 * @throws Problem with the errors of the environment, or if the environment does not read the file.
 */
export function place({ root, environment, prune }: PlaceOptions): PlaceResult {
  const name = placementName(environment);
  const file = loadRecord<PlacementRecord>(root, PLACEMENT_FILE);
  const before = file[name] ?? {};
  const data = findEnvironment(environment, root);
  checkSource(environment, data.placement, before);
  const placement = placeEnvironment(data, { prune });
  if (placement === undefined) throw invalid(environment, data);
  const lines = placementLines(before, placement);
  const result = { environment, file: PLACEMENT_FILE, placement, lines };
  if (lines.length === 0) return result;
  const restore = writeRecord(path.join(root, PLACEMENT_FILE), formatPlacement({ ...file, [name]: placement }));
  const loaded = load(loadEnvironments(environment, root), environment);
  if (loaded.ok) return result;
  restore();
  throw new Problem(`The environment would not be valid. Nothing was changed.\n${loaded.report.trimEnd()}`);
}

function invalid(environment: string, data: object): Problem {
  const resolution = resolve(data);
  return new Problem(
    resolution.ok ? `The environment ${environment} cannot be read.` : formatErrors(environment, resolution.errors).trimEnd(),
  );
}

function checkSource(environment: string, read: unknown, record: PlacementRecord): void {
  if (read === undefined || JSON.stringify(read) === JSON.stringify(record)) return;
  throw new Problem(
    [
      `The environment ${environment} does not read its places from ${PLACEMENT_FILE}.`,
      "  fix       Remove `placement` from it: the commands add the entry of this file",
    ].join("\n"),
  );
}
