import * as fc from "fast-check";
import { fit, type Part } from "../../../cli/text/truncate";

const part = (name: string, lines: readonly string[], optional = false): Part => ({
  head: [`[${name}`],
  lines,
  foot: [`${name}]`],
  rest: (count) => `${count} more`,
  optional,
});
const left = (count: number) => `${count} parts left out`;

test("parts that fit are complete", () => {
  expect(fit([part("a", ["1", "2"]), part("b", [])], 100, left)).toBe("[a\n1\n2\na]\n[b\nb]");
});

test("earlier parts take precedence, and a cut prints the number of omitted lines", () => {
  const [first, second] = [part("a", ["1111", "2222"]), part("b", ["3333", "4444", "5555", "6666", "7777"])];
  expect(fit([first, second], 35, left)).toBe("[a\n1111\n2222\na]\n[b\n3333\n4 more\nb]");
});

test("optional parts are omitted from the end if nothing else helps", () => {
  const parts = ["a", "b", "c"].map((name) => part(name, ["1".repeat(20)], true));
  expect(fit(parts, 35, left)).toBe("[a\n1 more\na]\n2 parts left out");
});

test("no text exceeds the limit, and every omission is counted", () => {
  const lines = fc.array(
    fc.string({ minLength: 1, maxLength: 12 }).map((text) => `L${text.replaceAll("\n", " ")}`),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(fc.array(lines, { maxLength: 6 }), fc.integer({ min: 150, max: 400 }), (all, limit) => {
      const parts = all.map((each, index) => part(String(index), each, true));
      const text = fit(parts, limit, left);
      expect(text.length).toBeLessThanOrEqual(limit);
      const kept = parts.filter((one) => text.includes(`${one.foot[0]}`));
      const shown = text.split("\n").filter((line) => line.startsWith("L")).length;
      const omitted = [...text.matchAll(/^(\d+) more$/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
      expect(shown + omitted).toBe(kept.reduce((sum, one) => sum + one.lines.length, 0));
      const [, dropped = "0"] = /^(\d+) parts left out$/m.exec(text) ?? [];
      expect(kept.length + Number(dropped)).toBe(parts.length);
    }),
  );
});
