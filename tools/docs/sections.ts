import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "../../config/load";
import { LOG_FIELDS } from "../../constructs/compute/logs/log-fields";
import { QUESTIONS } from "../../stacks/watch/questions";

/** Generated sections by document and by the name of their markers `<!-- name -->` … `<!-- /name -->`. */
export function generatedSections(root: string): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return {
    "README.md": exampleSection(root, "environments/prod.ts"),
    "docs/guides/environment-file.md": { ...exampleSection(root, "environments/photofeed.ts"), errors: fenced("text", mistakes()) },
    "docs/guides/logs.md": {
      "log-fields": table(
        ["Field", "Content"],
        Object.entries(LOG_FIELDS).map(([field, meaning]) => [code(field), meaning]),
      ),
      "saved-queries": table(
        ["Query", "Required fields"],
        QUESTIONS.map(({ name, needs = [] }) => [code(name), needs.map(code).join(", ") || "–"]),
      ),
    },
  };
}

/**
 * Replaces the generated sections of a document. Their markers also disable prettier.
 *
 * @throws Error if the markers of a section are missing.
 */
export function renew(document: string, text: string, sections: Readonly<Record<string, string>>): string {
  return Object.entries(sections).reduce((current, [name, content]) => replaceSection(document, current, name, content), text);
}

function replaceSection(document: string, text: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start < 0 || end < start)
    throw new Error(`${document} has no section between "${open}" and "${close}": add both markers where "${name}" belongs`);
  return `${text.slice(0, start + open.length)}\n<!-- prettier-ignore-start -->\n\n${content.trim()}\n\n<!-- prettier-ignore-end -->\n${text.slice(end)}`;
}

/** A file of the example. In a repository with other environments, the section stays as it is. */
function exampleSection(root: string, file: string): Readonly<Record<string, string>> {
  const path = join(root, file);
  return existsSync(path) ? { example: fenced("ts", readFileSync(path, "utf8").trim()) } : {};
}

/** The report on an environment with three errors. */
function mistakes(): string {
  const broken = {
    name: "shop",
    stagee: "single-region",
    stage: "single-region",
    domainName: "photofeed.example.com",
    regions: { "us-east-1": {} },
    services: { api: { image: "api:1.0.0", port: 8080, routes: ["/api/*"], cpu: 256, memory: "3 GB", uses: ["main", "session"] } },
    databases: { main: { engine: "postgres" } },
    tables: { likes: { partitionKey: { name: "photoId" } } },
    caches: { sessions: {} },
    queues: { emails: {} },
    secrets: { "mail-key": {} },
  };
  const loaded = load({ shop: broken });
  if (loaded.ok) throw new Error("The example of errors is valid: change it in tools/docs/sections.ts");
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
