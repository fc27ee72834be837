import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generatedSections, renew } from "../docs/sections";
import { runCommand } from "../../cli/problem";

/** Renews the generated parts of the README, in place. */
runCommand(() => {
  const readme = join(process.cwd(), "README.md");
  writeFileSync(readme, renew(readFileSync(readme, "utf8"), generatedSections(process.cwd())));
  console.log("README.md: generated parts renewed");
  return Promise.resolve(0);
});
