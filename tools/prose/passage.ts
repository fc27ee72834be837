/** The role of a passage in its file, for rules that apply to one kind only. */
export type PassageKind = "paragraph" | "heading" | "comment" | "string" | "description" | "test name";

/** A unit of text that a person reads, with its lines joined by spaces. */
export interface Passage {
  readonly kind: PassageKind;
  readonly text: string;
  /** The same text with code, paths and addresses masked, so that rules match prose alone. */
  readonly prose: string;
  /** The start of each line, as an offset and a line number of the file. */
  readonly lines: readonly { readonly offset: number; readonly line: number }[];
}

/** A line of a passage, at its line number in the file. */
export interface PassageLine {
  readonly text: string;
  readonly line: number;
}

/** Joins the lines of one passage; undefined if they contain no words. */
export function passage(kind: PassageKind, lines: readonly PassageLine[]): Passage | undefined {
  let text = "";
  const starts = lines.flatMap(({ text: each, line }) => {
    const trimmed = each.trim();
    if (trimmed === "") return [];
    const offset = text === "" ? 0 : text.length + 1;
    text += text === "" ? trimmed : ` ${trimmed}`;
    return [{ offset, line }];
  });
  return /\p{L}/u.test(text) ? { kind, text, prose: mask(text), lines: starts } : undefined;
}

/** The line of the file that contains an offset of the passage. */
export function lineAt({ lines }: Passage, offset: number): number {
  return lines.filter((start) => start.offset <= offset).at(-1)?.line ?? 1;
}

/** Replaces each masked character: no rule matches it, and it is part of a word when words are counted. */
export const MASK = "\u00a4";

/** Code in backticks, links, tags of doc blocks, paths, file names, options and addresses. */
const CODE = [
  /``[^`]+``|`[^`]+`/g,
  /\{@\w+ [^}]*\}/g,
  /\]\([^)\s]*\)/g,
  /\bhttps?:\/\/\S+/g,
  /(?:\bnpm run |\bnpx )[\w:-]+/g,
  /(?<![\w.])--?[a-z][\w-]*/g,
  /[\w.@*{}$-]*\/[\w./*{}$-]*[\w*}]/g,
  /\b[\w-]+\.(?:ts|js|cjs|mjs|py|md|json|ya?ml|golden|txt|toml|html)\b/g,
  /\b[a-z]+(?:[._][a-z]+)+\b|\b[a-z]+[A-Z]\w*\b/g,
];

function mask(text: string): string {
  return CODE.reduce((masked, pattern) => masked.replace(pattern, (code) => MASK.repeat(code.length)), text);
}
