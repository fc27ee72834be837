import type * as TypeScript from "typescript";
import { printField, printKey, printValue } from "./print";

type ObjectLiteral = TypeScript.ObjectLiteralExpression;

/** An insertion at a position of a text. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** Applies insertions to a text, with its line ends. Several at one position stay in their order. */
export function applyInsertions(text: string, insertions: readonly Insertion[]): string {
  const ordered = insertions.map((each, index) => ({ ...each, index })).sort((a, b) => b.at - a.at || b.index - a.index);
  const lineEnds = (added: string) => (text.includes("\r\n") ? added.replace(/\r?\n/g, "\r\n") : added);
  return ordered.reduce((result, each) => result.slice(0, each.at) + lineEnds(each.text) + result.slice(each.at), text);
}

/**
 * Insertions into a TypeScript file that keep its comments and format. The file is only read; nothing else of it changes.
 */
export class ObjectEditor {
  public readonly file: TypeScript.SourceFile;

  public constructor(
    private readonly ts: typeof TypeScript,
    path: string,
    private readonly text: string,
  ) {
    this.file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  }

  /** The object of the first call of a function that fits, for example of `environment({ … })`. */
  public callArgument(callee: string, fits: (object: ObjectLiteral) => boolean): ObjectLiteral | undefined {
    const { ts } = this;
    const visit = (node: TypeScript.Node): ObjectLiteral | undefined => {
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === callee) {
        const object = node.arguments[0] && this.objectIn(node.arguments[0]);
        if (object && fits(object)) return object;
      }
      return ts.forEachChild(node, visit);
    };
    return visit(this.file);
  }

  /** The value of a field; undefined if it has none, or if a spread after it may replace it. */
  public field(object: ObjectLiteral, name: string): TypeScript.Expression | undefined {
    const index = object.properties.findIndex((property) => property.name !== undefined && this.nameOf(property.name) === name);
    const isReplaceable = object.properties.slice(index).some((property) => this.ts.isSpreadAssignment(property));
    return isReplaceable ? undefined : this.writtenField(object, name);
  }

  /** The value of a field as it is written, even if a spread after it may replace it. */
  public writtenField(object: ObjectLiteral, name: string): TypeScript.Expression | undefined {
    const found = object.properties.find((property) => property.name !== undefined && this.nameOf(property.name) === name);
    return found && this.ts.isPropertyAssignment(found) ? found.initializer : undefined;
  }

  public hasSpread(object: ObjectLiteral): boolean {
    return object.properties.some((property) => this.ts.isSpreadAssignment(property));
  }

  /** Whether the object names a field in any form. */
  public mentions(object: ObjectLiteral, name: string): boolean {
    return object.properties.some((property) => property.name !== undefined && this.nameOf(property.name) === name);
  }

  /** The object literal of an expression, without `as const` and the like. */
  public objectIn(expression: TypeScript.Expression): ObjectLiteral | undefined {
    const { ts } = this;
    if (ts.isObjectLiteralExpression(expression)) return expression;
    if (ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression) || ts.isParenthesizedExpression(expression))
      return this.objectIn(expression.expression);
    return undefined;
  }

  public stringIn(expression: TypeScript.Expression | undefined): string | undefined {
    return expression && this.ts.isStringLiteralLike(expression) ? expression.text : undefined;
  }

  /** Adds a field at the end of an object. @param apart whether an empty line precedes it. */
  public addField(object: ObjectLiteral, key: string, value: unknown, apart = false): readonly Insertion[] {
    return this.append(object, object.properties, (indent) =>
      indent === undefined ? `${printKey(key)}: ${printValue(value)}` : `${apart ? "\n" : ""}${printField(key, value, indent).join("\n")}`,
    );
  }

  /** Adds a field before another one and its comments. In an object on one line, it is added at the end. */
  public addFieldBefore(object: ObjectLiteral, anchor: string, key: string, value: unknown): readonly Insertion[] {
    const property = object.properties.find((each) => each.name !== undefined && this.nameOf(each.name) === anchor);
    if (!property || !object.getText(this.file).includes("\n")) return this.addField(object, key, value);
    const start = property.getStart(this.file);
    const first =
      this.ts.getLeadingCommentRanges(this.text, property.getFullStart())?.find(({ pos }) => this.startsLine(pos))?.pos ?? start;
    return [{ at: this.text.lastIndexOf("\n", first) + 1, text: `${printField(key, value, this.indentAt(start)).join("\n")}\n` }];
  }

  /** Adds source text, for example a shorthand property, at the end of an object. */
  public addText(object: ObjectLiteral, source: string): readonly Insertion[] {
    return this.append(object, object.properties, (indent) => (indent === undefined ? source : `${indent}${source},`));
  }

  /** Adds a string at the end of an array literal; undefined if the expression is not one. */
  public addString(expression: TypeScript.Expression, value: string): readonly Insertion[] | undefined {
    if (!this.ts.isArrayLiteralExpression(expression)) return undefined;
    return this.append(expression, expression.elements, (indent) =>
      indent === undefined ? JSON.stringify(value) : `${indent}${JSON.stringify(value)},`,
    );
  }

  /** Messages of syntax errors. */
  public syntaxErrors(): readonly string[] {
    const { diagnostics = [] } = this.ts.transpileModule(this.text, { reportDiagnostics: true, fileName: this.file.fileName });
    return diagnostics.map(({ messageText }) => this.ts.flattenDiagnosticMessageText(messageText, "\n"));
  }

  private nameOf(name: TypeScript.PropertyName): string | undefined {
    const { ts } = this;
    return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined;
  }

  /** Appends to a list in braces or brackets. `print` gets the indentation of its line, or undefined in a list on one line. */
  private append(
    list: TypeScript.Node,
    items: TypeScript.NodeArray<TypeScript.Node>,
    print: (indent: string | undefined) => string,
  ): readonly Insertion[] {
    const open = list.getStart(this.file) + 1;
    const close = list.getEnd() - 1;
    const last = items.at(-1);
    const isObject = this.ts.isObjectLiteralExpression(list);
    if (!this.text.slice(open, close).includes("\n")) {
      if (!last) return [{ at: open, text: isObject ? ` ${print(undefined)} ` : print(undefined) }];
      return [{ at: last.getEnd(), text: `, ${print(undefined)}` }];
    }
    const indent = last ? this.indentAt(last.getStart(this.file)) : `${this.indentAt(list.getStart(this.file))}  `;
    if (!last) return [{ at: open, text: `\n${print(indent)}` }];
    const end = items.hasTrailingComma ? items.end : last.getEnd();
    const at = end + (/^[ \t]*(\/\/[^\n]*|\/\*[^\n]*?\*\/[ \t]*)?(?=\n)/.exec(this.text.slice(end))?.[0].length ?? 0);
    return [...(items.hasTrailingComma ? [] : [{ at: end, text: "," }]), { at, text: `\n${print(indent)}` }];
  }

  private startsLine(position: number): boolean {
    return this.text.slice(this.text.lastIndexOf("\n", position - 1) + 1, position).trim() === "";
  }

  private indentAt(position: number): string {
    const line = this.text.slice(this.text.lastIndexOf("\n", position - 1) + 1, position);
    return /^\s*/.exec(line)?.[0] ?? "";
  }
}
