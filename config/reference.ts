import { KINDS } from "../constructs/kinds";
import * as reference from "../language/reference";
import { environmentSchema } from "./schema";
import { STAGES } from "./stages";

/** The field reference of environments, as Markdown pages. */
export const referencePages = (): readonly reference.ReferencePage[] =>
  reference
    .referencePages(environmentSchema, STAGES)
    .map((page) => ({ ...page, markdown: [page.markdown, ...attributeTable(page.name)].join("\n") }));

/** All entries of the field reference. */
export const referenceFields = (): readonly reference.ReferenceField[] => reference.referenceFields(environmentSchema, STAGES);

/** The attributes that variables of workloads can reference, on the page of a kind. */
function attributeTable(page: string): readonly string[] {
  const kind = KINDS.find(({ map }) => map === page);
  const attributes = Object.entries(kind?.attributes ?? {});
  if (!kind || attributes.length === 0) return [];
  const rows = attributes.map(([name, { meaning, secret, encoded }]) => {
    return `| \`{<name>.${name}}\` | ${meaning} | ${secret ? "secret" : "–"} | ${encoded ? "percent-encoded" : "as it is"} |`;
  });
  return [
    "## References",
    "",
    `Values of a ${kind.name} that variables in \`environment\` of a workload can contain, if the ${kind.name} is in its \`uses\`.`,
    "",
    "| Reference | Meaning | Secret | In a URL |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ];
}
