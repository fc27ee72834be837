import { workloadsByKind } from "../../constructs/compute/workloads";
import { load } from "../../config/load";
import { environmentsOf, environmentsWith } from "../../project/project";
import { loadProject } from "../project";
import type { ProjectNames } from "./candidates";

/** The names in the project of a folder; none outside of a project, or while its files have errors: completion prints no errors. */
export function projectNames(): ProjectNames {
  return (argument, given) => {
    try {
      return namesOf(argument, given);
    } catch {
      return [];
    }
  };
}

function namesOf(argument: string, { environment = "" }: Readonly<Record<string, string>>): readonly string[] {
  const project = loadProject();
  if (["environment", "confirm"].includes(argument)) return Object.keys(environmentsOf(project));
  const loaded = load(environmentsWith(project, environment), environment);
  const [platform] = loaded.ok ? loaded.platforms : [];
  if (!platform) return [];
  const all: Readonly<Record<string, readonly { readonly name: string }[]>> = {
    region: platform.regions,
    regions: platform.regions,
    database: platform.databases,
    name: platform.secrets,
    workload: workloadsByKind(platform).map(({ workload }) => workload),
  };
  return (all[argument] ?? []).map(({ name }) => name);
}
