import { readFileSync } from "node:fs";
import { join } from "node:path";
import { referencePages } from "../../config/reference";
import { generatedSections, renew } from "./sections";

/** The folder of the field reference. Every file in it is generated. */
export const REFERENCE_FOLDER = "docs/reference";

/** All documents that `npm run docs` writes, by path: documents with generated sections, and the pages of the field reference. */
export function generatedDocuments(root: string): Readonly<Record<string, string>> {
  const withSections = Object.entries(generatedSections(root)).map(
    ([document, sections]) => [document, renew(document, readFileSync(join(root, document), "utf8"), sections)] as const,
  );
  return Object.fromEntries([...withSections, ...referenceDocuments()]);
}

function referenceDocuments(): readonly (readonly [string, string])[] {
  const pages = referencePages();
  const documents = pages.map(({ name, markdown }) => [`${REFERENCE_FOLDER}/${name}.md`, `${markdown.trim()}\n`] as const);
  const rows = pages.map(({ name, meaning }) => `| [\`${name}\`](${name}.md) | ${meaning.replaceAll("|", "\\|")} |`);
  const index = [
    "# Field reference",
    "",
    "All fields of an environment, generated from the schema by `npm run docs`. An editor shows the same texts: see [the guide](../guides/environment-file.md).",
    "",
    "| Page | Content |",
    "| --- | --- |",
    ...rows,
    "",
  ].join("\n");
  return [...documents, [`${REFERENCE_FOLDER}/README.md`, index]];
}
