import * as fs from "node:fs";
import * as path from "node:path";
import { Problem } from "../problem";
import type { Files } from "./files";

/** The only file that may exist before: it is merged. */
const MERGED = "package.json";

/**
 * Writes the files of a project, or none of them.
 *
 * @throws Problem if a file exists already, with the list of these files.
 */
export function createFiles(root: string, files: Files): void {
  const existing = Object.keys(files).filter((file) => file !== MERGED && fs.existsSync(path.join(root, file)));
  if (existing.length > 0) throw existingProblem(existing);
  const staging = fs.mkdtempSync(path.join(root, ".terrace-init-"));
  const created: string[] = [];
  const folders: string[] = [];
  try {
    for (const [file, text] of Object.entries(files)) writeNew(path.join(staging, file), text);
    for (const file of Object.keys(files).filter((each) => each !== MERGED)) {
      const target = path.join(root, file);
      const first = fs.mkdirSync(path.dirname(target), { recursive: true });
      if (first !== undefined) folders.push(first);
      // Fails if the file exists, unlike a rename.
      fs.linkSync(path.join(staging, file), target);
      created.push(target);
    }
    // Last, because it replaces a file.
    if (MERGED in files) fs.renameSync(path.join(staging, MERGED), path.join(root, MERGED));
  } catch (error) {
    for (const file of created) fs.rmSync(file, { force: true });
    for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
    throw error;
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

function writeNew(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text, { flag: "wx" });
}

function existingProblem(existing: readonly string[]): Problem {
  const files = existing.length === 1 ? "a file" : "files";
  return new Problem(
    [
      `This folder already contains ${files} that terrace init would write. Nothing was written.`,
      `  received  ${existing.join(", ")}`,
      "  allowed   an empty folder, or one with a package.json",
      "  fix       Run terrace init in a new folder, or move the files away.",
    ].join("\n"),
  );
}
