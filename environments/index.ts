import type { Environment } from "../config/schema";
import { dev } from "./dev";
import { preview, previewRoles, PREVIEWS, pullRequestOf } from "./preview";
import { prod } from "./prod";
import { staging } from "./staging";

/** Defined if `PREVIEWS.delivery` is set. */
const roles = previewRoles(PREVIEWS);

/** All environments by name. A new environment is a file in this folder and an entry here. */
export const environments = { dev, staging, prod, ...(roles && { preview: roles }) } as const;

/** All environments, and the preview with the given name. Previews are ephemeral, so they are not in the list. */
export function environmentsWith(name = ""): Readonly<Record<string, Environment>> {
  const pullRequest = pullRequestOf(name);
  return pullRequest === undefined ? environments : { ...environments, [name]: preview(pullRequest) };
}
