import { workloadsByKind } from "../../constructs/compute/workloads";
import type { Platform } from "../../config/model";
import { environmentOfStack, stackName } from "../../stacks/names";
import { unknownName } from "../environment";
import { invalidValue } from "./values";

/** Names on the command line that an environment defines. All functions throw a UsageProblem if it does not. */

export function workloadNamed(platform: Platform, name: string) {
  const workloads = workloadsByKind(platform);
  const found = workloads.find(({ workload }) => workload.name === name);
  if (found) return found;
  const names = workloads.map(({ workload }) => workload.name);
  throw unknownName(`workload of ${platform.name}`, name, names, "it to the environment");
}

export function databaseNamed(platform: Platform, name: string) {
  return entryNamed(platform.databases, name, `database of ${platform.name}`, "databases");
}

export function secretNamed(platform: Platform, name: string) {
  return entryNamed(platform.secrets, name, `secret of ${platform.name}`, "secrets");
}

export function regionNamed(platform: Platform, name: string) {
  return entryNamed(platform.regions, name, `region of ${platform.name}`, "regions");
}

export function groupNamed(platform: Platform, name: string) {
  return entryNamed(platform.groups, name, `group of ${platform.name}`, "groups");
}

/** Only the environment is checked: a state can remain of a stack that the code no longer contains. */
export function checkStackName(environment: string, name: string): void {
  if (environmentOfStack(name) === environment) return;
  throw invalidValue("The stack", name, `the name of a stack of ${environment}`, stackName({ environment, layer: "edge" }));
}

function entryNamed<Entry extends { readonly name: string }>(entries: readonly Entry[], name: string, what: string, map: string): Entry {
  const found = entries.find((entry) => entry.name === name);
  if (found) return found;
  const names = entries.map((entry) => entry.name);
  throw unknownName(what, name, names, `it to \`${map}\` in the environment`);
}
