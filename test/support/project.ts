import { environments as listed } from "../../environments";
import type { Environment } from "../../config/schema";

/** The environments of this repository, which can be others than the example. Most tests use `test/fixtures/environments` instead. */
export const environments: Readonly<Record<string, Environment>> = listed;

/** Any environment of this repository, for tests that run the project as a whole. */
export const [anyEnvironment = fail()] = Object.keys(environments);

function fail(): never {
  throw new Error("The project has no environment: add one to environments/index.ts");
}
