/** Shortens a text to a width. */
export function cutEnd(text: string, width: number): string {
  if (text.length <= width) return text;
  return width <= 0 ? "" : `${text.slice(0, width - 1)}…`;
}

/** Shortens a text to a width and keeps its start and end: both identify a Terraform address. */
export function cutMiddle(text: string, width: number): string {
  if (text.length <= width) return text;
  if (width < 5) return cutEnd(text, width);
  const end = Math.floor((width - 1) / 2);
  return `${text.slice(0, width - 1 - end)}…${text.slice(text.length - end)}`;
}

/** The first of several forms that fits; if none does, the last one, shortened. */
export function firstThatFits(forms: readonly string[], width: number): string {
  return forms.find(({ length }) => length <= width) ?? cutEnd(forms[forms.length - 1] ?? "", width);
}

/** Joins words to lines of at most a width. A longer word is a line of its own. */
export function wrapWords(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
