import * as fs from "node:fs";
import type { Records } from "../config/records";
import { readRecord, readRecords } from "../project/records";
import { Problem } from "./problem";

/**
 * The released images, the evacuated regions and the placement of a project's environments, and of the preview with the given name.
 *
 * @throws Problem if a file is not valid JSON.
 */
export function loadRecords(root: string, preview = ""): Records {
  return orProblem(() => readRecords(root, preview));
}

/** The content of one of the files, by environment; empty if the file is missing. */
export function loadRecord<Value>(root: string, file: string): Readonly<Record<string, Value>> {
  return orProblem(() => readRecord<Value>(root, file));
}

/** Writes one of these files, and returns a function that restores it, or removes it if there was none. */
export function writeRecord(file: string, text: string): () => void {
  const before = fs.existsSync(file) ? fs.readFileSync(file) : undefined;
  fs.writeFileSync(file, text);
  return () => {
    if (before === undefined) fs.rmSync(file, { force: true });
    else fs.writeFileSync(file, before);
  };
}

function orProblem<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw error instanceof Error ? new Problem(error.message) : error;
  }
}
