const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Renders the Markdown subset of the dashboards: headings, links, code, bold. */
export function markdownHtml(markdown: string): string {
  return markdown
    .split("\n")
    .map((line) => (line.startsWith("## ") ? `<h2>${inline(line.slice(3))}</h2>` : `<p>${inline(line)}</p>`))
    .join("");
}

function inline(text: string): string {
  return escape(text)
    .replace(/\[([^\]]*)\]\((https:[^)\s]*)\)/g, '<a href="$2">$1</a>')
    .replace(/`([^`]*)`/g, "<code>$1</code>")
    .replace(/\*\*([^*]*)\*\*/g, "<strong>$1</strong>");
}
