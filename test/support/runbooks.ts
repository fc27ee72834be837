import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

export interface Runbook {
  readonly file: string;
  readonly text: string;
}

export function runbooks(root: string): Runbook[] {
  const folder = join(root, "docs/runbooks");
  const files = readdirSync(folder).filter((file) => file.endsWith(".md"));
  return files.map((file) => ({ file, text: readFileSync(join(folder, file), "utf8") }));
}

/** The commands of this project in the blocks of shell, as they stand there. */
export function runbookCommands(text: string): string[] {
  const lines = [...text.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].flatMap(([, block = ""]) => block.split("\n").map((line) => line.trim()));
  return lines.filter((line) => line.startsWith("npm run ") || line.startsWith("npx cdktf "));
}
