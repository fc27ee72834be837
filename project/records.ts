import * as fs from "node:fs";
import * as path from "node:path";
import type { Records } from "../config/records";

/** The files that commands write next to the environments. A missing file is an empty one. */
export const RECORD_FILES = { images: "environments/images.json", evacuated: "environments/evacuated.json" } as const;

/**
 * The released images and the evacuated regions of a project's environments.
 *
 * @throws Error if a file is not valid JSON.
 */
export function readRecords(root: string): Records {
  return { images: readRecord(root, RECORD_FILES.images), evacuated: readRecord(root, RECORD_FILES.evacuated) };
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
