import { environments as listed } from "../../environments";
import type { Environment } from "../../config/schema";

/** The environments of this repository, whatever they are. Tests of what Terrace does use `test/fixtures/environments` instead. */
export const environments: Readonly<Record<string, Environment>> = listed;

/** Any environment of this repository, for tests that run the project as a whole. */
export const [anyEnvironment = fail()] = Object.keys(environments);

function fail(): never {
  throw new Error("The project has no environment: add one to environments/index.ts");
}
