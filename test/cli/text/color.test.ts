import { colorsOf, hasColors, NO_COLORS, paint } from "../../../cli/text/color";

const TERMINAL = { isTTY: true, hasColors: () => true };

test.each([
  ["a terminal", TERMINAL, {}, true],
  ["a terminal with an empty NO_COLOR", TERMINAL, { NO_COLOR: "" }, true],
  ["a terminal with NO_COLOR", TERMINAL, { NO_COLOR: "1" }, false],
  ["a terminal with NO_COLOR and FORCE_COLOR", TERMINAL, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
  ["a dumb terminal", TERMINAL, { TERM: "dumb" }, false],
  ["a terminal without colors", { isTTY: true, hasColors: () => false }, {}, false],
  ["a pipe", {}, {}, false],
  ["a pipe with FORCE_COLOR", { isTTY: false }, { FORCE_COLOR: "1" }, false],
])("%s has colors: %4$p", (_what, output, env, expected) => {
  expect(hasColors(output, env)).toBe(expected);
  expect(colorsOf(output, env).red("x") !== "x").toBe(expected);
});

test("a style adds only escape sequences, and none to an empty text", () => {
  for (const name of ["bold", "dim", "red", "green", "yellow", "cyan"] as const) {
    const style = paint(true)[name];
    expect(style("text")).toMatch(/^\u001b\[\d+mtext\u001b\[\d+m$/);
    expect(style("")).toBe("");
  }
  expect(NO_COLORS.bold("text")).toBe("text");
});
