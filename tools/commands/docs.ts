import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generatedSections, renew } from "../docs/sections";
import { writeGeneratedTypes } from "../types/generated-files";
import { runCommand } from "../../cli/problem";

/** Renews the generated parts of the README in place, and the types that are generated from the same schema. */
runCommand(() => {
  const readme = join(process.cwd(), "README.md");
  writeFileSync(readme, renew(readFileSync(readme, "utf8"), generatedSections(process.cwd())));
  console.log("README.md: generated parts renewed");
  writeGeneratedTypes(process.cwd());
  return Promise.resolve(0);
});
