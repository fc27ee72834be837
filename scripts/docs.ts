import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generatedSections, renew } from "./docs/sections";

/** `npm run docs`: renews the generated parts of the README, in place. */
const root = join(__dirname, "..");
const readme = join(root, "README.md");

renew(readFileSync(readme, "utf8"), generatedSections(root)).then(
  (text) => {
    writeFileSync(readme, text);
    process.stdout.write("README.md: generated parts renewed\n");
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
