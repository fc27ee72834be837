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
 * @throws Error if an environment is in the list by another name than its own: commands would change another environment than the named one.
 */
export function defineProject({ environments, previews }: ProjectSettings): Project {
  for (const [key, environment] of Object.entries(environments)) checkName(key, environment);
  return { terrace: "project", environments, ...(previews && { previews }) };
}

/** The schema reports an environment that is not an object, or that has no name. */
function checkName(key: string, environment: Environment): void {
  const { name } = (environment ?? {}) as { readonly name?: unknown };
  if (typeof name !== "string" || name === key) return;
  const error = new Error(
    [
      `The environment ${JSON.stringify(key)} has another name than its key in \`environments\`.`,
      `  received  ${JSON.stringify(name)}`,
      `  allowed   ${JSON.stringify(key)}`,
      `  fix       Use one name for both. The name of a deployed environment can never change, but its key can.`,
    ].join("\n"),
  );
  // The location of the error is the call in the project.
  Error.captureStackTrace(error, defineProject);
  throw error;
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
