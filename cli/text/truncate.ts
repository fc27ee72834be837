/** A part of a text that may be cut, from its end, line by line. */
export interface Part {
  readonly head: readonly string[];
  readonly lines: readonly string[];
  readonly foot: readonly string[];
  /** Says how many lines were left out. */
  readonly rest: (count: number) => string;
  /** Left out as a whole where even what encloses its lines would be too much. @default false */
  readonly optional?: boolean;
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

/** What a part takes at least: all around its lines, and that they were left out. */
function least({ head, lines, foot, rest }: Part): number {
  return lengthOf(head) + lengthOf(foot) + (lines.length > 0 ? lengthOf([rest(lines.length)]) : 0);
}

/**
 * Brings parts into a limit. What comes first is kept first, and every cut says how much it has left out; lines are cut whole.
 *
 * @param leftOut says how many parts were left out as a whole.
 */
export function fit(parts: readonly Part[], limit: number, leftOut: (count: number) => string): string {
  const kept = [...parts];
  let dropped = 0;
  const fixed = () => kept.reduce((sum, part) => sum + least(part), 0) + (dropped > 0 ? lengthOf([leftOut(dropped)]) : 0);
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
  return [...text, ...(dropped > 0 ? [leftOut(dropped)] : [])].join("\n");
}
