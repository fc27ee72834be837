/** Line breaks in Markdown: after one, a list, a heading or an allowance could begin. */
const BREAKS = /[\r\n]+/g;

/** Escapes untrusted text: it can start no new line, tag, link or table cell. */
export function plain(text: string): string {
  return text
    .replace(BREAKS, " ")
    .replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;" })[sign] ?? "&gt;")
    .replace(/[\\`*_[\]|~]/g, (sign) => `\\${sign}`);
}

/** A code span. The text can contain backticks. */
export function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const mark = "`".repeat(longest + 1);
  const space = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${mark}${space}${text.replace(BREAKS, " ")}${space}${mark}`;
}

/** Escapes text for a table cell: a bar ends the cell even in a code span. */
export function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

/** A code fence that no enclosed line can end. */
export function fenceFor(lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.flatMap((line) => line.match(/`{3,}/g) ?? []).map((run) => run.length));
  return "`".repeat(longest + 1);
}

/** 1 → "1 resource", 2 → "2 resources" */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
