import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { referenceFields } from "../../config/reference";
import { environmentSchema } from "../../config/schema";
import { KIND_MAPS } from "../../constructs/registry";
import { environmentTypes } from "./environment-types";
import { jsonSchema } from "./json-schema";

/** The files that `npm run types` writes, by their paths. */
export function generatedTypes(): Readonly<Record<string, string>> {
  const types = environmentTypes({ schema: environmentSchema, fields: referenceFields(), resourceMaps: KIND_MAPS });
  return {
    "config/environment.ts": types,
    "config/environment.schema.json": `${JSON.stringify(jsonSchema(environmentSchema), undefined, 2)}\n`,
  };
}

/** Writes the generated files, and prints their names. */
export function writeGeneratedTypes(root: string): void {
  for (const [file, content] of Object.entries(generatedTypes())) {
    writeFileSync(join(root, file), content);
    console.log(`${file}: generated from the schema`);
  }
}
