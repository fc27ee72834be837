import type { Platform } from "../../config/model";
import { resolve } from "../../config/resolve";

/** The resolved model of a valid environment. */
export function platformOf(environment: unknown): Platform {
  const resolution = resolve(environment);
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.errors, undefined, 2));
  return resolution.platform;
}
