import * as fs from "node:fs";
import * as path from "node:path";
import { environmentSchema } from "../../config/schema";
import { Problem, UsageProblem } from "../problem";
import { ENVIRONMENTS_FILE, loadProject } from "../project";
import { placeAdded } from "../placement/placement-file";
import { environmentEntry, identifierOf } from "../source/identifier";
import { ObjectEditor, applyInsertions } from "../source/object-edit";
import { printField } from "../source/print";
import { invalidValue } from "../values/values";
import { type Added, chooseEnvironment } from "./add-entry";
import type { Existing } from "./addition";
import { applyChanges, typescriptOf } from "./project-edit";

export interface AddEnvironmentOptions {
  readonly root: string;
  readonly name: string;
  readonly regions: readonly string[];
  /** The environment that it is like. Empty: the only one. */
  readonly from: string;
  /** Empty: a subdomain of the other environment's domain. */
  readonly domain: string;
}

/** Adds an environment that differs from another one only in its name, domain and regions. */
export function addEnvironment({ root, name, regions, from: wanted, domain }: AddEnvironmentOptions): Added {
  const { environments } = loadProject(root);
  checkName(name);
  if (Object.hasOwn(environments, name)) {
    const allowed = `a name other than ${Object.keys(environments).join(", ")}`;
    throw new UsageProblem(
      [`The project already has the environment ${name}.`, `  allowed   ${allowed}`, `  fix       For example: ${name}2`].join("\n"),
    );
  }
  if (regions.length === 0) throw new UsageProblem("A new environment requires a region.\n  fix       For example: --region eu-west-1");
  const from = chooseEnvironment(Object.keys(environments), wanted);
  const file = `environments/${name}.ts`;
  if (fs.existsSync(path.join(root, file)))
    throw new Problem(`${file} already exists. Nothing was changed.\n  fix       Move it away, or choose another name.`);
  const { domainName = "", homeRegion } = environments[from] as Existing & { readonly domainName?: string };
  const source = environmentLike({ name, from, regions, domain: domain || `${name}.${domainName}`, needsHome: homeRegion !== undefined });
  const index = editIndex(root, name);
  if (index === undefined)
    throw new Problem(
      [
        `${ENVIRONMENTS_FILE} has a form that terrace add cannot edit: it contains no defineProject({ environments: { … } }). Nothing was changed.`,
        `  fix       Add the file ${file} and its entry in ${ENVIRONMENTS_FILE} manually:`,
        "",
        ...source
          .trimEnd()
          .split("\n")
          .map((line) => `    ${line}`),
      ].join("\n"),
    );
  const placed = placeAdded(root, name, { ...environments[from], name });
  applyChanges(root, { [file]: source, [ENVIRONMENTS_FILE]: index, ...placed.changes }, name);
  return { environment: name, file, lines: source.trimEnd().split("\n"), ...(placed.lines.length > 0 && { also: placed.lines }) };
}

/** The name is part of a path and of source text, so it is checked before anything is written. */
function checkName(name: string): void {
  const schema = environmentSchema.shape.name;
  if (!schema.safeParse(name).success) throw invalidValue("The name of the environment", name, schema.meta()?.allowed ?? "", "staging");
}

interface Like extends Pick<AddEnvironmentOptions, "name" | "regions" | "from" | "domain"> {
  readonly needsHome: boolean;
}

function environmentLike({ name, from, regions, domain, needsHome }: Like): string {
  const [first = "", ...others] = regions;
  const fields = {
    name,
    domainName: domain,
    ...((needsHome || others.length > 0) && { homeRegion: first }),
    regions: Object.fromEntries(regions.map((region) => [region, region === first ? { primary: true } : {}])),
  };
  return [
    'import { environment } from "@terrace-aws/terrace";',
    `import { ${identifierOf(from)} } from "./${from}";`,
    "",
    `/** The same as ${from}, except for these fields. */`,
    `export const ${identifierOf(name)} = environment({`,
    `  ...${identifierOf(from)},`,
    ...Object.entries(fields).flatMap(([field, value]) => printField(field, value, "  ")),
    "});",
    "",
  ].join("\n");
}

/** environments/index.ts with the new entry; undefined if it has another form. */
function editIndex(root: string, name: string): string | undefined {
  const file = path.join(root, ENVIRONMENTS_FILE);
  const text = fs.readFileSync(file, "utf8");
  const ts = typescriptOf(root);
  const editor = new ObjectEditor(ts, file, text);
  const project = editor.callArgument("defineProject", (object) => editor.mentions(object, "environments"));
  const value = project && editor.writtenField(project, "environments");
  const environments = value && editor.objectIn(value);
  if (!environments) return undefined;
  const imports = editor.file.statements.filter((statement) => ts.isImportDeclaration(statement));
  const at = imports.at(-1)?.getEnd() ?? 0;
  const statement = `import { ${identifierOf(name)} } from "./${name}";`;
  return applyInsertions(text, [
    { at, text: at === 0 ? `${statement}\n` : `\n${statement}` },
    ...editor.addText(environments, environmentEntry(name)),
  ]);
}
