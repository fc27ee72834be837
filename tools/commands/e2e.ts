import * as path from "node:path";
import { ephemeralEnvironment } from "../checks/ephemeral-environment";
import { openly } from "../checks/steps";
import { loadPlatform } from "../../cli/environment";
import { Problem, runCommand } from "../../cli/problem";
import { loadProject } from "../../cli/project";

/**
 * npm run e2e: deploys and destroys a whole environment on its own local AWS: the largest one without retained data.
 * npm run e2e -- dev: the same with another environment.
 */
runCommand(async () => {
  const argv = process.argv.slice(2);
  const named = argv[0] !== undefined && !argv[0].startsWith("-");
  const environment = (named ? argv[0] : undefined) ?? ephemeralEnvironment(loadProject().environments);
  if (loadPlatform(environment).removalPolicy !== "destroy")
    throw new Problem(
      `${environment} retains stateful resources, so the test cannot destroy it. Use \`npm run rehearse\` for such an environment.`,
    );
  const root = process.cwd();
  const program = path.join(root, "node_modules", ".bin", "jest");
  const args = ["--config", "test/e2e/jest.config.cjs", "--runInBand", ...argv.slice(named ? 1 : 0)];
  const env = { ...process.env, TERRACE_E2E_ENVIRONMENT: environment };
  return (await openly({ name: "e2e", program, args }, { cwd: root, env })) ? 0 : 1;
});
