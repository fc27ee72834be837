import * as fs from "node:fs";
import { writeRecord } from "../records";
import { formatImages, type Digests, type Images } from "../release/images-file";

/**
 * Runs a task with a preview's digests in the image file, and then restores the file, or removes it if there was none: a preview runs the images
 * of its pull request, which must not be committed.
 */
export async function withImages<T>(file: string, environment: string, digests: Digests, task: () => Promise<T>): Promise<T> {
  if (Object.keys(digests).length === 0) return task();
  const before = fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as Images) : {};
  const takeBack = writeRecord(file, formatImages({ ...before, [environment]: digests }));
  try {
    return await task();
  } finally {
    takeBack();
  }
}
