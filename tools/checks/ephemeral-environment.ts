import { Problem } from "../../cli/problem";
import type { Environment } from "../../config/environment";

/**
 * The environment for an end-to-end test, which destroys it: of the environments without retained data the one with the most regions.
 *
 * @throws Problem if every environment retains data.
 */
export function ephemeralEnvironment(environments: Readonly<Record<string, Environment>>): string {
  const ephemeral = Object.values(environments).filter(({ removalPolicy }) => removalPolicy === "destroy");
  const regionsOf = ({ regions }: Environment) => Object.keys(regions).length;
  const [first] = [...ephemeral].sort((one, other) => regionsOf(other) - regionsOf(one));
  if (first) return first.name;
  throw new Problem(
    [
      "No environment can be destroyed after an end-to-end test.",
      `  received  ${Object.keys(environments).join(", ") || "no environment"}, which retain stateful resources`,
      '  allowed   an environment with `removalPolicy: "destroy"`',
      "  fix       Add such an environment: a small one is enough.",
    ].join("\n"),
  );
}
