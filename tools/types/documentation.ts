import { z } from "zod";
import { type SchemaField, shapes } from "../../language/schema-fields";
import type { ReferenceField } from "../../language/reference";

const WIDTH = 116;

/** The documentation of a field, in the words of the field reference. The type itself lists enumerated values. */
export function fieldDocumentation({ meaning, allowed, fallback }: ReferenceField, { type, meta }: SchemaField): readonly string[] {
  const hasFields = shapes(type).length > 0;
  const isEnumerated = type instanceof z.ZodEnum || type instanceof z.ZodBoolean || type instanceof z.ZodLiteral || meta.vocabulary;
  const [words = ""] = allowed.split(/,? ?(?:or )?see below/);
  return [
    meaning,
    ...(hasFields || isEnumerated || words === "" || words === "by name" ? [] : [`Allowed: ${words}.`]),
    ...(NO_DEFAULT.includes(fallback) ? [] : [`@default ${literal(fallback)}`]),
    ...(hasFields || isEnumerated || meta.example === undefined ? [] : [`@example ${JSON.stringify(meta.example)}`]),
  ];
}

/** Texts of the field reference for a required field, one without a default, and one whose own fields have the defaults. */
const NO_DEFAULT = ["**required**", "\u2013", "empty"];

/** A default of the field reference without Markdown. */
function literal(fallback: string): string {
  const text = fallback.replaceAll("<br>", "; ");
  return /^`[^`]*`$/.test(text) ? text.slice(1, -1) : text;
}

/** A doc block of paragraphs. Tags (`@default`) are the last ones. */
export function docBlock(paragraphs: readonly string[], indent: string): readonly string[] {
  const lines = paragraphs.flatMap((paragraph, index) => {
    const apart = index > 0 && !(paragraph.startsWith("@") && paragraphs[index - 1]?.startsWith("@"));
    const text = paragraph.replaceAll("*/", "*\\/");
    return [...(apart ? [""] : []), ...(text.startsWith("@example") ? [text] : wrap(text))];
  });
  const [only = ""] = lines;
  if (lines.length === 1) return [`${indent}/** ${only} */`];
  return [`${indent}/**`, ...lines.map((line) => `${indent} *${line === "" ? "" : ` ${line}`}`), `${indent} */`];
}

function wrap(text: string): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + word.length >= WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
