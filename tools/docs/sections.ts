import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "../../config/load";
import { fieldReference } from "../../config/reference";
import { LOG_FIELDS } from "../../constructs/compute/logs/log-fields";
import { QUESTIONS } from "../../stacks/watch/questions";
import { environments } from "../../environments";

/** The README's generated parts, by the name of their markers `<!-- name -->` … `<!-- /name -->`. */
export function generatedSections(root: string): Readonly<Record<string, string>> {
  return {
    example: ["photofeed", "prod"]
      .map((name) => fenced("ts", readFileSync(join(root, `environments/${name}.ts`), "utf8").trim()))
      .join("\n\n"),
    errors: fenced("text", mistakes()),
    fields: fieldReference(),
    "log-fields": table(
      ["Field", "What it holds"],
      Object.entries(LOG_FIELDS).map(([field, meaning]) => [code(field), meaning]),
    ),
    "saved-queries": table(
      ["Query", "Finds nothing without"],
      QUESTIONS.map(({ name, needs = [] }) => [code(name), needs.map(code).join(", ") || "–"]),
    ),
  };
}

/**
 * A text with its generated parts renewed. They stand between marks that tell prettier to leave them as they come.
 *
 * @throws Error if a part's markers are missing.
 */
export function renew(text: string, sections: Readonly<Record<string, string>>): string {
  return Object.entries(sections).reduce((current, [name, content]) => replaceSection(current, name, content), text);
}

function replaceSection(text: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start < 0 || end < start)
    throw new Error(`README.md has no part between "${open}" and "${close}": put both markers where "${name}" belongs`);
  return `${text.slice(0, start + open.length)}\n<!-- prettier-ignore-start -->\n\n${content.trim()}\n\n<!-- prettier-ignore-end -->\n${text.slice(end)}`;
}

/** What a person sees who makes three mistakes in the example. */
function mistakes(): string {
  const { dev } = environments;
  const api = dev.services?.api;
  const broken = {
    ...dev,
    stagee: "single-region",
    services: { ...dev.services, api: { ...api, cpu: 256, memory: "3 GB", uses: ["main", "session"] } },
  };
  const loaded = load({ dev: broken });
  if (loaded.ok) throw new Error("The README's example of mistakes has none: change it in tools/docs/sections.ts");
  return loaded.report.trim();
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function code(text: string): string {
  return `\`${text}\``;
}

function fenced(language: string, content: string): string {
  return `\`\`\`${language}\n${content}\n\`\`\``;
}
