import type { Database } from "../../constructs/database/model";
import type { Platform } from "../../config/model";
import { loadPlatform, unknownName } from "../environment";

/**
 * @throws UsageProblem if the environment or the database does not exist.
 */
export function findDatabase(environment: string, name: string): { readonly platform: Platform; readonly database: Database } {
  const platform = loadPlatform(environment);
  const database = platform.databases.find((one) => one.name === name);
  if (database) return { platform, database };
  throw unknownName(
    `database of ${environment}`,
    name,
    platform.databases.map((one) => one.name),
    "it to `databases` in the environment",
  );
}
