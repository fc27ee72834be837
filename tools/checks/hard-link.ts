import * as fs from "node:fs";
import * as path from "node:path";

/** A copy of a folder that shares the content of its files; nothing is written to it. Does nothing if the folder is there. */
export function hardLink(from: string, to: string): void {
  if (fs.existsSync(to)) return;
  fs.mkdirSync(to, { recursive: true });
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) hardLink(source, target);
    else linkFile(source, target);
  }
}

/** Another disk cannot share a file. */
function linkFile(source: string, target: string): void {
  try {
    fs.linkSync(source, target);
  } catch {
    fs.copyFileSync(source, target);
  }
}
