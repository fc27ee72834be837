/** A part of a document that can be truncated at its end, line by line. */
export interface Part {
  readonly head: readonly string[];
  readonly lines: readonly string[];
  readonly foot: readonly string[];
  /** The notice with the number of omitted lines. */
  readonly rest: (count: number) => string;
  /** Omitted completely if even its fixed lines would exceed the limit. @default false */
  readonly optional?: boolean;
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

/** Minimum length of a part: head, foot and the truncation notice. */
function minimumLength({ head, lines, foot, rest }: Part): number {
  return lengthOf(head) + lengthOf(foot) + (lines.length > 0 ? lengthOf([rest(lines.length)]) : 0);
}

/**
 * Truncates parts to a limit. Earlier parts take precedence, every cut prints the number of omitted lines, and lines are never split.
 *
 * @param omitted the notice with the number of omitted parts.
 */
export function fit(parts: readonly Part[], limit: number, omitted: (count: number) => string): string {
  const kept = [...parts];
  let dropped = 0;
  const fixed = () => kept.reduce((sum, part) => sum + minimumLength(part), 0) + (dropped > 0 ? lengthOf([omitted(dropped)]) : 0);
  for (let at = kept.length - 1; at >= 0 && fixed() > limit; at--) {
    if (!kept[at]?.optional) continue;
    kept.splice(at, 1);
    dropped++;
  }
  let budget = limit - fixed();
  const text: string[] = [];
  for (const { head, lines, foot, rest } of kept) {
    const whole = lengthOf(lines) - (lines.length > 0 ? lengthOf([rest(lines.length)]) : 0);
    if (whole <= budget) {
      budget -= whole;
      text.push(...head, ...lines, ...foot);
      continue;
    }
    const shown: string[] = [];
    for (const line of lines) {
      if (line.length + 1 > budget) break;
      budget -= line.length + 1;
      shown.push(line);
    }
    text.push(...head, ...shown, rest(lines.length - shown.length), ...foot);
  }
  return [...text, ...(dropped > 0 ? [omitted(dropped)] : [])].join("\n");
}
