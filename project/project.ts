import type { Environment } from "../config/environment";
import { didYouMean } from "../language/nearest";
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
 * @throws Error if the settings are not valid, or if an environment is in the list by another name than its own: commands would change another environment than the named one.
 */
export function defineProject(settings: ProjectSettings): Project {
  checkSettings(settings);
  const { environments, previews } = settings;
  for (const [key, environment] of Object.entries(environments)) checkName(key, environment);
  return { terrace: "project", environments, ...(previews && { previews }) };
}

/** The schema reports an environment that is not an object, or that has no name. */
function checkName(key: string, environment: Environment): void {
  const { name } = (environment ?? {}) as { readonly name?: unknown };
  if (typeof name !== "string" || name === key) return;
  throw projectError(
    `The environment ${JSON.stringify(key)} has another name than its key in \`environments\`.`,
    JSON.stringify(name),
    JSON.stringify(key),
    "Use one name for both. The name of a deployed environment can never change, but its key can.",
  );
}

const FIELDS: readonly string[] = ["environments", "previews"] satisfies readonly (keyof ProjectSettings)[];
const EXAMPLE = "For example: defineProject({ environments: { prod } })";

/** A file in JavaScript, or with a type error, can pass any value. */
function checkSettings(settings: unknown): void {
  if (!isMap(settings))
    throw projectError("The argument of defineProject() is not valid.", kindOf(settings), "an object with `environments`", EXAMPLE);
  const unknown = Object.keys(settings).find((field) => !FIELDS.includes(field));
  const { environments, previews } = settings as Partial<Record<keyof ProjectSettings, unknown>>;
  if (unknown !== undefined)
    throw projectError(
      `The field \`${unknown}\` of defineProject() is not valid.`,
      `\`${unknown}\``,
      `the fields ${FIELDS.join(", ")}`,
      didYouMean(unknown, FIELDS, "Remove it, or move it into an environment."),
    );
  if (!isMap(environments))
    throw projectError("`environments` of defineProject() is not valid.", kindOf(environments), "a map of environments by name", EXAMPLE);
  if (previews !== undefined && !(isMap(previews) && typeof previews.environment === "function"))
    throw projectError(
      "`previews` of defineProject() is not valid.",
      isMap(previews) ? `\`environment\` is ${kindOf(previews.environment)}` : kindOf(previews),
      "an object whose field `environment` is a function",
      "For example: previews: { …, environment: (preview) => environment({ ...dev, ...preview }) }",
    );
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** The location of the error is the call of `defineProject` in the project. */
function projectError(problem: string, received: string, allowed: string, fix: string): Error {
  const error = new Error([problem, `  received  ${received}`, `  allowed   ${allowed}`, `  fix       ${fix}`].join("\n"));
  Error.captureStackTrace(error, defineProject);
  return error;
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
