import type { Environment } from "../config/environment";
import { previewOf, previewRoles, pullRequestOf, type Previews } from "./previews";

/** The content of a project. */
export interface ProjectSettings {
  /** All environments by name. */
  readonly environments: Readonly<Record<string, Environment>>;
  /** An environment for each pull request with the label `preview`. @default none */
  readonly previews?: Previews;
}

/** A project, as `defineProject` returns it. */
export interface Project extends ProjectSettings {
  /** Marks the result of `defineProject`. */
  readonly terrace: "project";
}

/**
 * Defines a project. It is the default export of `environments/index.ts`, which the `terrace` command loads.
 *
 * @example export default defineProject({ environments: { dev, prod } });
 */
export function defineProject({ environments, previews }: ProjectSettings): Project {
  return { terrace: "project", environments, ...(previews && { previews }) };
}

/** Whether a value is the result of `defineProject`, of this copy of the package or of another one. */
export function isProject(value: unknown): value is Project {
  const { terrace, environments } = (value ?? {}) as Partial<Project>;
  return terrace === "project" && typeof environments === "object" && environments !== null && !Array.isArray(environments);
}

/** The environments that a project lists, and the environment with the roles that deploy its previews. */
export function environmentsOf({ environments, previews }: ProjectSettings): Readonly<Record<string, Environment>> {
  const roles = previews && previewRoles(previews);
  return roles ? { ...environments, [roles.name]: roles } : environments;
}

/** All environments, and the preview with the given name. Previews are ephemeral, so they are not in the list. */
export function environmentsWith(project: ProjectSettings, name = ""): Readonly<Record<string, Environment>> {
  const environments = environmentsOf(project);
  const pullRequest = project.previews && pullRequestOf(name);
  return project.previews && pullRequest !== undefined
    ? { ...environments, [name]: previewOf(pullRequest, project.previews) }
    : environments;
}
