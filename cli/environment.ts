import type { Platform } from "../config/model";
import { load } from "../config/load";
import { environmentsWith } from "../environments";
import { Problem } from "./problem";

/** The resolved model of one environment, or a Problem with all configuration errors. */
export function loadPlatform(name: string): Platform {
  const loaded = load(environmentsWith(name), name);
  const platform = loaded.ok ? loaded.platforms[0] : undefined;
  if (platform) return platform;
  throw new Problem(loaded.ok ? `The environment ${name} is empty.` : loaded.report.trimEnd());
}
