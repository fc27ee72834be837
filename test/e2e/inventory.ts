import type { Session } from "../../scripts/local/session";
import { run } from "../../scripts/process/run";

export interface Inventory {
  /** One line for each thing that the account holds. */
  readonly resources: readonly string[];
  /** The value of every secret, by region and name. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** What the account holds now, in every region of the platform and in us-east-1, where AWS keeps what is global. */
export async function takeInventory({ paths, platform, env }: Session): Promise<Inventory> {
  const regions = [...new Set(["us-east-1", ...platform.regions.map(({ name }) => name)])];
  const { code, stdout, stderr } = await run(paths.python, ["test/e2e/inventory.py", ...regions], { cwd: paths.root, env });
  if (code !== 0) throw new Error(`The inventory failed:\n${stderr}`);
  return JSON.parse(stdout) as Inventory;
}
