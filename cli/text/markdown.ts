/** What Markdown takes for the end of a line: behind it a list, a heading or a line for a machine could begin. */
const BREAKS = /[\r\n]+/g;

/** Text as it is, wherever it comes from: no line, no tag, no link and no cell begins in it. */
export function plain(text: string): string {
  return text
    .replace(BREAKS, " ")
    .replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;" })[sign] ?? "&gt;")
    .replace(/[\\`*_[\]|~]/g, (sign) => `\\${sign}`);
}

/** A name in a fixed width. It may hold backticks itself. */
export function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const mark = "`".repeat(longest + 1);
  const space = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${mark}${space}${text.replace(BREAKS, " ")}${space}${mark}`;
}

/** The same within a table, where a bar would end the cell even in a name. */
export function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

/** A fence that no line of what it encloses ends. */
export function fenceFor(lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.flatMap((line) => line.match(/`{3,}/g) ?? []).map((run) => run.length));
  return "`".repeat(longest + 1);
}

/** 1 → "1 resource", 2 → "2 resources" */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
