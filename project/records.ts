import * as fs from "node:fs";
import * as path from "node:path";
import type { Records } from "../config/records";
import { PREVIEW_ROLES, pullRequestOf } from "./previews";

/** The files that commands write next to the environments. A missing file is an empty one. */
export const RECORD_FILES = {
  images: "environments/images.json",
  evacuated: "environments/evacuated.json",
  placement: "environments/placement.json",
} as const;

/**
 * The released images, the evacuated regions and the placement of a project's environments.
 *
 * @param preview name of the preview that is loaded, too. @default none
 * @throws Error if a file is not valid JSON.
 */
export function readRecords(root: string, preview = ""): Records {
  const placement = readRecord<Records["placement"][string]>(root, RECORD_FILES.placement);
  const shared = placement[placementName(preview)];
  return {
    images: readRecord(root, RECORD_FILES.images),
    evacuated: readRecord(root, RECORD_FILES.evacuated),
    placement: shared === undefined ? placement : { ...placement, [preview]: shared },
  };
}

/** The name of an environment in `environments/placement.json`: all previews share one entry, because they have the same services. */
export function placementName(environment: string): string {
  return pullRequestOf(environment) === undefined ? environment : PREVIEW_ROLES;
}

/** The content of one of these files, by environment. */
export function readRecord<Value>(root: string, file: string): Readonly<Record<string, Value>> {
  const absolute = path.join(root, file);
  if (!fs.existsSync(absolute)) return {};
  try {
    return JSON.parse(fs.readFileSync(absolute, "utf8")) as Readonly<Record<string, Value>>;
  } catch (error) {
    throw new Error(
      [
        `${file} is not valid JSON: ${error instanceof Error ? error.message : String(error)}`,
        "  fix       Restore the file from Git, or delete it: a missing file is an empty one.",
      ].join("\n"),
    );
  }
}
