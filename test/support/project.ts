import { join } from "node:path";
import { loadProject } from "../../cli/project";
import { environmentsOf } from "../../project/project";

/** The environments of this repository, which can be others than the example. Most tests use `test/fixtures/environments` instead. */
export const environments = environmentsOf(loadProject(join(__dirname, "../..")));

/** Any environment of this repository, for tests that run the project as a whole. */
export const [anyEnvironment = fail()] = Object.keys(environments);

function fail(): never {
  throw new Error("The project has no environment: add one to environments/index.ts");
}
