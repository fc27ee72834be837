import * as ts from "typescript";
import type { FrozenTexts } from "./frozen-texts";
import { type Passage, type PassageKind, type PassageLine, passage } from "./passage";

export interface TypeScriptOptions {
  /** Whether the string literals of this file are read by people. Names of tests and descriptions of the schema always are. */
  readonly strings: boolean;
  readonly frozen: FrozenTexts;
}

/** The comments, test names, descriptions and prose-like strings of a TypeScript or JavaScript file. */
export function typescriptPassages(file: string, source: string, options: TypeScriptOptions): readonly Passage[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const lineOf = (position: number) => tree.getLineAndCharacterOfPosition(position).line + 1;
  const found: (Passage | undefined)[] = [];
  const literals: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isRegularExpressionLiteral(node) || isTemplatePart(node)) literals.push(node);
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      const kind = kindOf(node);
      const isWanted = kind === "string" ? options.strings && looksLikeProse(textOf(node)) : kind !== undefined;
      if (kind && isWanted && !options.frozen.has(patternOf(node)))
        found.push(passage(kind, linesOf(textOf(node), lineOf(node.getStart(tree)))));
      if (ts.isStringLiteralLike(node)) return;
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return [...found, ...comments(tree, literals)].filter((each) => each !== undefined);
}

function isTemplatePart(node: ts.Node): boolean {
  return ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node);
}

/** Undefined for imports, keys and types, which are not prose. */
function kindOf(node: ts.StringLiteralLike | ts.TemplateExpression): PassageKind | undefined {
  const { parent } = node;
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isLiteralTypeNode(parent)) return undefined;
  if (ts.isCallExpression(parent) && parent.arguments[0] === node) {
    if (/^(?:describe|test|it)\b/.test(parent.expression.getText())) return "test name";
    if (/\.(?:describe|meta)$/.test(parent.expression.getText())) return "description";
  }
  if (ts.isPropertyAssignment(parent) && parent.name === node) return looksLikeProse(textOf(node)) ? "string" : undefined;
  if (ts.isPropertyAssignment(parent) && /^(?:description|summary)$/.test(parent.name.getText())) return "description";
  return "string";
}

/** A space and at least three words of lowercase letters: no name, no expression. */
function looksLikeProse(text: string): boolean {
  return text.includes(" ") && (text.match(/(?<![\w$-])[A-Z]?[a-z']+(?![\w$-])/g) ?? []).length >= 3;
}

/** With an ellipsis for each value of a template. */
function textOf(node: ts.StringLiteralLike | ts.TemplateExpression): string {
  return partsOf(node).join("…");
}

/** The static parts of a string. */
function partsOf(node: ts.StringLiteralLike | ts.TemplateExpression): readonly string[] {
  return ts.isTemplateExpression(node) ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)] : [node.text];
}

function patternOf(node: ts.StringLiteralLike | ts.TemplateExpression): RegExp {
  const parts = partsOf(node).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^]+")}$`);
}

function linesOf(text: string, line: number): readonly PassageLine[] {
  return text.split("\n").map((each, index) => ({ text: each, line: line + index }));
}

/** Outside strings, templates and regular expressions, whose ranges the walk over the tree has collected. */
function comments(tree: ts.SourceFile, literals: readonly ts.Node[]): (Passage | undefined)[] {
  const source = tree.text;
  const found: ts.CommentRange[] = [];
  let next = 0;
  let position = 0;
  const start = /\/\/|\/\*/g;
  for (;;) {
    start.lastIndex = position;
    const at = start.exec(source)?.index;
    if (at === undefined) break;
    while (next < literals.length && (literals[next]?.end ?? 0) <= at) next++;
    const literal = literals[next];
    if (literal && literal.getStart(tree) <= at) position = literal.end;
    else {
      const isBlock = source[at + 1] === "*";
      const end = source.indexOf(isBlock ? "*/" : "\n", at + 2);
      position = end < 0 ? source.length : end + (isBlock ? 2 : 0);
      found.push({ pos: at, end: position, kind: isBlock ? ts.SyntaxKind.MultiLineCommentTrivia : ts.SyntaxKind.SingleLineCommentTrivia });
    }
  }
  const lineOf = (offset: number) => tree.getLineAndCharacterOfPosition(offset).line + 1;
  return blocks(found, source, lineOf).flatMap(paragraphs);
}

/** Line comments on consecutive lines are one block. */
function blocks(ranges: readonly ts.CommentRange[], source: string, lineOf: (position: number) => number): PassageLine[][] {
  const found: PassageLine[][] = [];
  let endOfLast = -1;
  for (const { pos, end, kind } of ranges) {
    const line = lineOf(pos);
    if (kind === ts.SyntaxKind.MultiLineCommentTrivia) {
      const text = source.slice(pos, end).replace(/^\/\*+|\*+\/$/g, "");
      found.push(text.split("\n").map((each, index) => ({ text: each.replace(/^\s*\* ?/, ""), line: line + index })));
      endOfLast = -1;
    } else {
      const text = source.slice(pos + 2, end);
      const last = found.at(-1);
      if (last && endOfLast === line - 1 && !/eslint-|^#/.test(text)) last.push({ text, line });
      else found.push([{ text, line }]);
      endOfLast = line;
    }
  }
  return found;
}

/** Paragraphs, items of lists and tags of a comment, without `@example` tags and indented examples. */
function paragraphs(lines: readonly PassageLine[]): (Passage | undefined)[] {
  const found: PassageLine[][] = [[]];
  for (const { text, line } of lines) {
    if (text.trim() === "" || /^\s*(?:[-*] |@\w+|\d+\. )/.test(text)) found.push([]);
    if (!/^ {4}/.test(text)) found.at(-1)?.push({ text: text.replace(/^\s*(?:[-*] |@(?:see|throws|returns)\b|@param \S+)/, ""), line });
  }
  return found.filter(([first]) => !/^\s*@example\b/.test(first?.text ?? "")).map((each) => passage("comment", each));
}
