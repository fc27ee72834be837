/**
 * How Terraform reads a text of its JSON syntax: as a template.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */

/** Whether a text has a part that is worked out. `$${` and `%%{` stand for themselves. */
export function isTemplate(text: string): boolean {
  return /(^|[^$])\$\{|(^|[^%])%\{/.test(text);
}

/** Whether a text is one expression and nothing else: it then stands for a value of any type. */
export function isExpression(text: string): boolean {
  if (!text.startsWith("${")) return false;
  const outside = text.replace(/"(?:[^"\\]|\\.)*"/g, "");
  let depth = 0;
  for (let index = 1; index < outside.length; index++) {
    if (outside[index] === "{") depth++;
    if (outside[index] === "}" && --depth === 0) return index === outside.length - 1;
  }
  return false;
}

/** The expressions in a text, without the texts in them. */
export function expressionsIn(text: string): readonly string[] {
  return [...text.matchAll(/(?<!\$)\$\{((?:[^{}]|\{[^{}]*\})*)\}/g)].map(([, inner = ""]) => inner.replace(/"(?:[^"\\]|\\.)*"/g, '""'));
}
