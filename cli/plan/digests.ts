import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Stack } from "../synthesis/synthesized";

/** SHA-256 of each synthesized stack. Synthesis is deterministic: the same code produces the same bytes. */
export type Digests = Readonly<Record<string, string>>;

export function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

export function digestsOf(stacks: readonly Pick<Stack, "name" | "directory">[]): Digests {
  return Object.fromEntries(stacks.map(({ name, directory }) => [name, sha256(fs.readFileSync(path.join(directory, "cdk.tf.json")))]));
}

/** The names of the stacks in which two sets differ. */
export function differing(one: Digests, other: Digests): string[] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.filter((name) => one[name] !== other[name]).sort();
}
