import { type Passage, type PassageKind, type PassageLine, passage } from "./passage";

/** Paragraphs, headings, list items and table cells, without code blocks. Comments count as paragraphs: templates for pull requests are made of them. */
export function markdownPassages(source: string): readonly Passage[] {
  const found: { readonly kind: PassageKind; readonly lines: PassageLine[] }[] = [];
  let fence: string | undefined;
  let isOpen = false;
  source.split("\n").forEach((raw, index) => {
    const line = index + 1;
    const text = raw.replace(/<!--|-->/g, "").replace(/^[\s>]+/, "");
    const mark = /^(`{3,}|~{3,})/.exec(text)?.[1];
    if (mark !== undefined || fence !== undefined) {
      if (fence === undefined) fence = mark;
      else if (mark?.startsWith(fence)) fence = undefined;
      isOpen = false;
    } else if (text.startsWith("#")) {
      found.push({ kind: "heading", lines: [{ text: text.replace(/^#+ */, ""), line }] });
      isOpen = false;
    } else if (text.startsWith("|")) {
      for (const cell of text.split(/(?<!\\)\|/)) found.push({ kind: "paragraph", lines: [{ text: cell, line }] });
      isOpen = false;
    } else if (text.trim() === "") isOpen = false;
    else {
      if (!isOpen || /^(?:[-*+]|\d+\.) /.test(text)) found.push({ kind: "paragraph", lines: [] });
      found.at(-1)?.lines.push({ text: text.replace(/^(?:[-*+]|\d+\.) +/, ""), line });
      isOpen = true;
    }
  });
  return found.flatMap(({ kind, lines }) => passage(kind, lines) ?? []);
}

/** Docstrings and comments. */
export function pythonPassages(source: string): readonly Passage[] {
  const found: PassageLine[][] = [];
  let quote: string | undefined;
  let lastComment = -1;
  source.split("\n").forEach((text, index) => {
    const line = index + 1;
    const add = (part: string, startsBlock: boolean) => {
      if (startsBlock || part.trim() === "") found.push([]);
      found.at(-1)?.push({ text: part, line });
    };
    if (quote !== undefined) {
      const end = text.indexOf(quote);
      add(end < 0 ? text : text.slice(0, end), false);
      if (end >= 0) quote = undefined;
      return;
    }
    const docstring = /^\s*[rf]?("""|''')(.*)$/.exec(text);
    if (docstring) {
      const [, mark = "", rest = ""] = docstring;
      const end = rest.indexOf(mark);
      add(end < 0 ? rest : rest.slice(0, end), true);
      if (end < 0) quote = mark;
    } else lastComment = addHashComment(found, text, line, lastComment);
  });
  return found.flatMap((lines) => passage("comment", lines) ?? []);
}

/** Comments, names and descriptions of workflows and actions. */
export function yamlPassages(source: string): readonly Passage[] {
  const named = source.split("\n").flatMap((text, index) => {
    const value = /^[\s-]*(?:name|description|run-name):\s+["']?(.*?)["']?\s*$/.exec(text)?.[1];
    return value === undefined ? [] : (passage("string", [{ text: value, line: index + 1 }]) ?? []);
  });
  return [...named, ...hashComments(source)];
}

/** Comments of shell scripts. */
export function hashComments(source: string): readonly Passage[] {
  const found: PassageLine[][] = [];
  let last = -1;
  source.split("\n").forEach((text, index) => {
    last = addHashComment(found, text, index + 1, last);
  });
  return found.flatMap((lines) => passage("comment", lines) ?? []);
}

/** Adds to the comment on the line before it. Returns the line, if the comment can continue on the next one. */
function addHashComment(found: PassageLine[][], text: string, line: number, last: number): number {
  const comment = /(?:^|\s)#(?!!)\s?([^"']*(?:["'][^"']*["'][^"']*)*)$/.exec(text)?.[1];
  if (comment === undefined) return last;
  const isAlone = /^\s*#/.test(text);
  if (last !== line - 1 || !isAlone) found.push([]);
  found.at(-1)?.push({ text: comment, line });
  return isAlone ? line : -1;
}
