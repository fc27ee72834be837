/**
 * Terraform reads strings of its JSON syntax as templates.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */

/** Whether a string contains an interpolation or a directive. `$${` and `%%{` are escapes. */
export function isTemplate(text: string): boolean {
  return /(^|[^$])\$\{|(^|[^%])%\{/.test(text);
}

/** Whether a string consists of exactly one expression. It can then have a value of any type. */
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

/** The expressions in a string, with their quoted strings emptied. */
export function expressionsIn(text: string): readonly string[] {
  return [...text.matchAll(/(?<!\$)\$\{((?:[^{}]|\{[^{}]*\})*)\}/g)].map(([, inner = ""]) => inner.replace(/"(?:[^"\\]|\\.)*"/g, '""'));
}
