import type { Database } from "../../constructs/database/model";
import type { Platform } from "../../config/model";
import { loadPlatform } from "../environment";
import { Problem } from "../problem";

/**
 * @throws Problem if the environment or the database does not exist.
 */
export function findDatabase(environment: string, name: string): { readonly platform: Platform; readonly database: Database } {
  const platform = loadPlatform(environment);
  const database = platform.databases.find((one) => one.name === name);
  if (database) return { platform, database };
  const known = platform.databases.map((one) => one.name);
  throw new Problem(
    `${environment} has no database ${JSON.stringify(name)}. ${known.length > 0 ? `Its databases: ${known.join(", ")}.` : "It has no databases."}`,
  );
}
