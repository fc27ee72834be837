import * as fs from "node:fs";
import { formatImages, type Digests, type Images } from "../release/images-file";

/**
 * Runs a task while the file of images holds those of a preview, and puts it back: a preview runs what its pull request has built, and that
 * is nothing to commit.
 */
export async function withImages<T>(file: string, environment: string, digests: Digests, task: () => Promise<T>): Promise<T> {
  if (Object.keys(digests).length === 0) return task();
  const before = fs.readFileSync(file, "utf8");
  fs.writeFileSync(file, formatImages({ ...(JSON.parse(before) as Images), [environment]: digests }));
  try {
    return await task();
  } finally {
    fs.writeFileSync(file, before);
  }
}
