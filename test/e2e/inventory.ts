import * as fs from "node:fs";
import * as path from "node:path";
import type { Stack } from "../../cli/synthesis/synthesized";
import type { Session } from "../../cli/local/session";
import { run } from "../../cli/process/run";

export interface Inventory {
  /** One line for each resource in the account. */
  readonly resources: readonly string[];
  /** The value of every secret, by region and name. */
  readonly secrets: Readonly<Record<string, string>>;
}

interface Providers {
  readonly provider?: { readonly aws?: readonly { readonly alias?: string; readonly region?: string }[] };
}

/** The regions of the providers that resources of a stack use; stacks have providers for more regions. */
export function usedRegions(document: Providers): string[] {
  const used = new Set([...JSON.stringify(document).matchAll(/"provider":"aws\.([^"]+)"/g)].map(([, alias]) => alias));
  const providers = document.provider?.aws ?? [];
  return providers.filter(({ alias }) => alias === undefined || used.has(alias)).flatMap(({ region }) => region ?? []);
}

/** Every region with resources, and us-east-1, the region of global resources. */
export function regionsOf(stacks: readonly Stack[]): string[] {
  const documents = stacks.map(({ directory }) => JSON.parse(fs.readFileSync(path.join(directory, "cdk.tf.json"), "utf8")) as Providers);
  return [...new Set(["us-east-1", ...documents.flatMap(usedRegions)])].sort();
}

/** The current resources of the account in these regions. */
export async function takeInventory({ paths, env }: Session, regions: readonly string[]): Promise<Inventory> {
  const { code, stdout, stderr } = await run(paths.python, ["test/e2e/inventory.py", ...regions], { cwd: paths.root, env });
  if (code !== 0) throw new Error(`The inventory failed:\n${stderr}`);
  return JSON.parse(stdout) as Inventory;
}
