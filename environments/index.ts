import type { Environment } from "../config/schema";
import { dev } from "./dev";
import { preview, previewRoles, PREVIEWS, pullRequestOf } from "./preview";
import { prod } from "./prod";
import { staging } from "./staging";

/** Once `PREVIEWS` says whose pull requests get previews. */
const roles = previewRoles(PREVIEWS);

/** Every environment, by name. A new one is a file beside this and a line here. */
export const environments = { dev, staging, prod, ...(roles && { preview: roles }) } as const;

/** The environments, and beside them the preview that a name means: those come and go with their pull requests, and stand in no list. */
export function environmentsWith(name = ""): Readonly<Record<string, Environment>> {
  const pullRequest = pullRequestOf(name);
  return pullRequest === undefined ? environments : { ...environments, [name]: preview(pullRequest) };
}
