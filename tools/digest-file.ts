import * as crypto from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

/** The SHA-256 of each synthesized file, by its path. */
export type Digest = ReadonlyMap<string, string>;

/** Hashes all files below a folder, in the order of their paths. */
export function digestOf(folder: string): Digest {
  return new Map(filesBelow(folder).map((file) => [file, sha256(fs.readFileSync(path.join(folder, file)))]));
}

/** Paths of all files below a folder, sorted, with `/` as separator. */
export function filesBelow(folder: string): readonly string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .sort();
}

function sha256(content: Buffer): string {
  return crypto.createHash("sha256").update(content).digest("hex");
}

/** One line per file, in the format of `sha256sum`. */
export function formatDigest(digest: Digest): string {
  return [...digest].map(([file, hash]) => `${hash}  ${file}\n`).join("");
}

/** Reads {@link formatDigest}'s lines; any other line, such as a runner's header, is ignored. */
export function parseDigest(text: string): Digest {
  const lines = text.split(/\r?\n/).map((line) => /^([0-9a-f]{64}) {2}(.+)$/.exec(line));
  return new Map(lines.flatMap((match) => (match?.[1] && match[2] ? [[match[2], match[1]] as const] : [])));
}

/** One line for each file that was added, removed or changed; empty if there is none. */
export function compareDigests(expected: Digest, actual: Digest): readonly string[] {
  const files = [...new Set([...expected.keys(), ...actual.keys()])].sort();
  return files.flatMap((file) => {
    const [before, after] = [expected.get(file), actual.get(file)];
    if (before === after) return [];
    return [`${before === undefined ? "added" : after === undefined ? "removed" : "changed"}  ${file}`];
  });
}
