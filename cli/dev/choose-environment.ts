import { UsageProblem } from "../problem";
import { COMMAND } from "../verb";

/**
 * The environment to deploy: the given one, or the only one. The caller checks that a given one exists.
 *
 * @throws UsageProblem with all environments, if there are several.
 */
export function chooseEnvironment(names: readonly string[], given: string): string {
  if (given !== "") return given;
  const [only, ...others] = names;
  if (only !== undefined && others.length === 0) return only;
  throw new UsageProblem(
    [
      "Missing argument: the environment to deploy.",
      "  received  none",
      `  allowed   ${names.length === 0 ? "none: the project has no environments" : names.join(", ")}`,
      only === undefined
        ? `  fix       Add an environment: ${COMMAND} add environment`
        : `  fix       Choose one of these, for example: ${COMMAND} dev ${only}`,
    ].join("\n"),
  );
}
