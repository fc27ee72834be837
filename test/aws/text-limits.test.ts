import { TEXT_LIMITS } from "../../aws/text-limits";
import { type TextLimit, limitProblem } from "../../language/text-limit";

const rows: readonly (readonly [string, TextLimit])[] = Object.entries(TEXT_LIMITS);

test.each(rows)("limit %s: length, line breaks and characters", (_, limit) => {
  expect(limit.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  for (const [length, isTaken] of [
    [limit.min, true],
    [limit.max, true],
    [limit.min - 1, limit.min === 0],
    [limit.max + 1, false],
  ] as const)
    expect([length, limitProblem("a".repeat(Math.max(0, length)), limit) === undefined]).toEqual([length, isTaken]);
  for (const character of ["\n", "\r", "\t"]) expect(limitProblem(`a${character}`, limit) === undefined).toBe(limit.lines === "several");
  if (limit.characters) expect(limitProblem("a\u{1f600}", limit)).toContain("contains a character that AWS does not accept");
});
