/** Comments of a printed object, by the path of the field that they precede, for example `services.web.routes`. */
export type Comments = Readonly<Record<string, readonly string[]>>;

const WIDTH = 100;
const STEP = "  ";

/**
 * Prints plain data as TypeScript, as prettier formats it: an object without comments is on one line if it fits.
 *
 * @param column where the value starts on its line.
 */
export function printValue(value: unknown, indent = "", comments: Comments = {}, path = "", column = indent.length): string {
  if (Array.isArray(value)) return `[${value.map((item) => printValue(item, indent, {}, "")).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, child]) => child !== undefined);
  if (entries.length === 0) return "{}";
  const isCommented = Object.keys(comments).some((at) => path === "" || at.startsWith(`${path}.`));
  const inline = `{ ${entries.map(([key, child]) => `${printKey(key)}: ${printValue(child)}`).join(", ")} }`;
  if (!isCommented && !inline.includes("\n") && column + inline.length < WIDTH) return inline;
  const lines = entries.flatMap(([key, child]) => printField(key, child, indent + STEP, comments, path === "" ? key : `${path}.${key}`));
  return ["{", ...lines, `${indent}}`].join("\n");
}

/** The lines of one field: its comments, the field, and a comma. */
export function printField(key: string, value: unknown, indent: string, comments: Comments = {}, path = key): readonly string[] {
  const start = `${indent}${printKey(key)}: `;
  const text = `${start}${printValue(value, indent, comments, path, start.length)},`;
  // Not comments[path] alone: a field can be named `constructor`.
  const before = Object.hasOwn(comments, path) ? (comments[path] ?? []) : [];
  return [...before.map((line) => `${indent}// ${line}`), ...text.split("\n")];
}

export function printKey(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}
