import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generatedDocuments, REFERENCE_FOLDER } from "../docs/documents";
import { writeGeneratedTypes } from "../types/generated-files";
import { runCommand } from "../../cli/problem";

/** npm run docs: writes the field reference, the generated sections of other documents, and the types that are generated from the schema. */
runCommand(() => {
  const root = process.cwd();
  const documents = generatedDocuments(root);
  mkdirSync(join(root, REFERENCE_FOLDER), { recursive: true });
  const outdated = readdirSync(join(root, REFERENCE_FOLDER)).filter((file) => !(`${REFERENCE_FOLDER}/${file}` in documents));
  for (const file of outdated) rmSync(join(root, REFERENCE_FOLDER, file));
  for (const [path, content] of Object.entries(documents)) writeFileSync(join(root, path), content);
  console.log(`${Object.keys(documents).length} documents generated`);
  writeGeneratedTypes(root);
  return Promise.resolve(0);
});
