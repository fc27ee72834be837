import { runCommand } from "../../cli/problem";
import { writeGeneratedTypes } from "../types/generated-files";

/** npm run types: writes the files that are generated from the schema: the types of an environment, and its JSON schema. */
runCommand(() => {
  writeGeneratedTypes(process.cwd());
  return Promise.resolve(0);
});
