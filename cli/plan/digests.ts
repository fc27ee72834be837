import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Stack } from "../synthesis/synthesized";

/** What each stack was synthesized to, as a sum: synthesizing the same code twice gives the same bytes. */
export type Digests = Readonly<Record<string, string>>;

export function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

export function digestsOf(stacks: readonly Pick<Stack, "name" | "directory">[]): Digests {
  return Object.fromEntries(stacks.map(({ name, directory }) => [name, sha256(fs.readFileSync(path.join(directory, "cdk.tf.json")))]));
}

/** The stacks that two sets differ in, by name. */
export function differing(one: Digests, other: Digests): string[] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.filter((name) => one[name] !== other[name]).sort();
}
