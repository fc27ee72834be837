import type { App } from "cdktf";
import { resolve } from "../../config/resolve";
import { definePlatform } from "../../stacks/platform";
import { type StackJson, synthesize } from "./synth";

/** The Terraform of all stacks of an environment, by their ids, wired as they are for a deployment. */
export function synthesizePlatform(environment: unknown): ReadonlyMap<string, StackJson> {
  const resolution = resolve(environment);
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.errors, undefined, 2));
  const { platform } = resolution;
  return synthesize((app: App) => definePlatform(app, platform));
}
