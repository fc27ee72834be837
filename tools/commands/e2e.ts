import * as path from "node:path";
import { openly } from "../checks/steps";
import { loadPlatform } from "../../cli/environment";
import { Problem, runCommand } from "../../cli/problem";

/** npm run e2e: the whole of staging on a local AWS of its own, from nothing to nothing; npm run e2e -- dev: the same with dev. */
const DEFAULT = "staging";

runCommand(async () => {
  const given = process.argv.slice(2);
  const named = given[0] !== undefined && !given[0].startsWith("-");
  const environment = (named ? given[0] : undefined) ?? DEFAULT;
  if (loadPlatform(environment).removalPolicy !== "destroy")
    throw new Problem(
      `${environment} protects what it keeps, so it cannot be destroyed in the end. \`npm run rehearse\` rehearses such an environment.`,
    );
  const root = process.cwd();
  const program = path.join(root, "node_modules", ".bin", "jest");
  const args = ["--config", "test/e2e/jest.config.cjs", "--runInBand", ...given.slice(named ? 1 : 0)];
  const env = { ...process.env, TERRACE_E2E_ENVIRONMENT: environment };
  return (await openly({ name: "e2e", program, args }, { cwd: root, env })) ? 0 : 1;
});
