import { ARCHITECTURE_TERMS } from "./architecture-terms";
import { MONITORING_TERMS } from "./monitoring-terms";
import { lineAt, MASK, type Passage } from "./passage";
import type { Rule } from "./rule";
import { STYLE_RULES } from "./style-rules";

/** Their patterns find every match. */
export const RULES: readonly Rule[] = [...MONITORING_TERMS, ...ARCHITECTURE_TERMS, ...STYLE_RULES].map((rule) => ({
  ...rule,
  pattern: new RegExp(rule.pattern, `${rule.pattern.flags}g`),
}));

/** Sentences of documents and descriptions have at most so many words; about 25 is the aim. */
export const MOST_WORDS = 35;

export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  readonly excerpt: string;
  readonly use: string;
}

/** Everything in the passages of a file that a rule objects to, in the order of the file. */
export function lint(path: string, passages: readonly Passage[]): readonly Finding[] {
  return passages
    .flatMap((each) => [...RULES.flatMap((rule) => matches(path, each, rule)), ...longSentences(path, each)])
    .sort((one, other) => one.line - other.line);
}

function matches(path: string, passage: Passage, rule: Rule): readonly Finding[] {
  const { kind, prose, text } = passage;
  if (rule.kinds && !rule.kinds.includes(kind)) return [];
  if (rule.paths && !rule.paths.test(path)) return [];
  const report = (offset: number, length: number): Finding => ({
    path,
    line: lineAt(passage, offset),
    rule: rule.id,
    excerpt: excerptOf(text, offset, length),
    use: rule.use,
  });
  if (rule.scope === "sentence") {
    if (kind === "heading" || kind === "test name") return [];
    return sentences(prose).flatMap(({ offset, sentence }) => {
      const length = sentence.endsWith("?") ? undefined : search(rule.pattern, sentence)[0]?.length;
      return length === undefined ? [] : [report(offset, length)];
    });
  }
  // Headings contain code, which is masked.
  const subject = rule.kinds ? text : prose;
  return search(rule.pattern, subject).map(({ index, length }) => report(index, length));
}

/** All matches. `matchAll` would copy the pattern, which takes longer than the search. */
function search(pattern: RegExp, text: string): readonly { readonly index: number; readonly length: number }[] {
  const found: { readonly index: number; readonly length: number }[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) found.push({ index: match.index, length: match[0].length });
  return found;
}

function longSentences(path: string, passage: Passage): readonly Finding[] {
  if (passage.kind !== "paragraph" && passage.kind !== "description") return [];
  return sentences(passage.prose).flatMap(({ offset, sentence }) => {
    const words = wordsOf(sentence);
    if (words <= MOST_WORDS) return [];
    const excerpt = `${passage.text.slice(offset, offset + 60)}…`;
    return [{ path, line: lineAt(passage, offset), rule: "long-sentence", excerpt, use: `at most ${MOST_WORDS} words, not ${words}` }];
  });
}

const WORD = new RegExp(`[\\p{L}\\d${MASK}]`, "u");

function wordsOf(sentence: string): number {
  return sentence.split(/\s+/).filter((word) => WORD.test(word)).length;
}

interface Sentence {
  readonly offset: number;
  readonly sentence: string;
}

/** Sentences end with a full stop, a question mark or an exclamation mark before a space, unless an abbreviation has it. */
function sentences(prose: string): readonly Sentence[] {
  const found: Sentence[] = [];
  let offset = 0;
  for (const part of prose.split(/(?<=(?<!\b(?:e\.g|i\.e|etc|vs))[.!?]["')*]*\s+)/)) {
    const lead = /^[\s*("'_-]*/.exec(part)?.[0].length ?? 0;
    const sentence = part.slice(lead).trimEnd();
    if (sentence !== "") found.push({ offset: offset + lead, sentence });
    offset += part.length;
  }
  return found;
}

function excerptOf(text: string, offset: number, length: number): string {
  const [start, end] = [Math.max(0, offset - 30), Math.min(text.length, offset + length + 30)];
  return `${start > 0 ? "…" : ""}${text.slice(start, end)}${end < text.length ? "…" : ""}`;
}
