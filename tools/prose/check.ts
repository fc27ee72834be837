import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ALLOWED, type Allowed } from "./allowed";
import { type FrozenTexts, readFrozenTexts } from "./frozen-texts";
import { type Finding, lint } from "./lint";
import { hashComments, markdownPassages, pythonPassages, yamlPassages } from "./other-languages";
import type { Passage } from "./passage";
import { typescriptPassages } from "./typescript";

/** Folders whose string literals are errors, reports, descriptions or texts for AWS. Elsewhere they are code or data of tests. */
const READ_STRINGS = /^(?:aws|cli|config|constructs|environments|language|stacks|tools)\//;

/** Not written manually: data, recorded output, documents and types generated from the schema, and rules and allowances, which quote the words themselves. */
const IGNORED =
  /(?:^|\/)__snapshots__\/|\.golden$|^test\/fixtures\/frozen\/|^config\/environment\.ts$|^docs\/reference\/|^tools\/prose\/(?:allowed|[\w-]+-(?:terms|rules))\.ts$/;

/** Findings in files of the repository, without the allowed ones. An allowance that matches nothing is a finding too, if all files are checked. */
export function checkProse(root: string, files: readonly string[], all = false): readonly Finding[] {
  const frozen = readFrozenTexts(root);
  const found = files
    .filter((file) => !IGNORED.test(file))
    .flatMap((file) => lint(file, passagesOf(file, readFileSync(join(root, file), "utf8"), frozen)));
  const unused = all ? ALLOWED.filter((allowed) => !found.some((finding) => allows(allowed, finding))) : [];
  return [...found.filter((finding) => !ALLOWED.some((allowed) => allows(allowed, finding))), ...unused.map(unusedAllowance)];
}

function passagesOf(file: string, source: string, frozen: FrozenTexts): readonly Passage[] {
  if (/\.(?:ts|cts|cjs|mjs|js)$/.test(file)) return typescriptPassages(file, source, { strings: READ_STRINGS.test(file), frozen });
  if (file.endsWith(".md")) return markdownPassages(source);
  if (file.endsWith(".py")) return pythonPassages(source);
  if (/\.ya?ml$/.test(file)) return yamlPassages(source);
  return /\.sh$|^\.ci\//.test(file) ? hashComments(source) : [];
}

function allows({ path, rule, text }: Allowed, finding: Finding): boolean {
  return finding.path === path && finding.rule === rule && finding.excerpt.includes(text);
}

function unusedAllowance({ path, rule, text }: Allowed): Finding {
  return {
    path: "tools/prose/allowed.ts",
    line: 1,
    rule: "unused-allowance",
    excerpt: `${path}: ${rule}: ${text}`,
    use: "remove the line",
  };
}
