/**
 * Replaces the references in a Terraform string. They can contain quotes, `${join("/", [aws_lb.x.arn])}`, so JSON with references is not valid
 * JSON before the replacement. `$${` and `%%{` are escapes, not references.
 */
export function replaceReferences(text: string, readable: (expression: string) => string): string {
  let result = "";
  for (let at = 0; at < text.length;) {
    if (text.startsWith("$${", at) || text.startsWith("%%{", at)) {
      result += text.slice(at + 1, at + 3);
      at += 3;
    } else if (text.startsWith("${", at)) {
      const end = endOf(text, at + 2);
      result += readable(text.slice(at + 2, end));
      at = end + 1;
    } else {
      result += text[at++] ?? "";
    }
  }
  return result;
}

/** The position of the closing brace of an expression. */
function endOf(text: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (quoted && character === "\\") at++;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && character === "{") depth++;
    else if (!quoted && character === "}" && depth-- === 0) return at;
  }
  return text.length;
}
