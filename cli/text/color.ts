import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** Functions that color a text, or return it unchanged. */
export interface Colors {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** An output stream: a terminal, a file or a pipe. */
export interface Output {
  readonly isTTY?: boolean;
  readonly hasColors?: (env?: object) => boolean;
}

/**
 * Whether an output shows colors: only a terminal that supports them, and never with NO_COLOR, which `--no-color` sets.
 *
 * @see https://no-color.org
 */
export function hasColors({ isTTY, hasColors: supports }: Output, env: NodeJS.ProcessEnv = process.env): boolean {
  const isRefused = (env.NO_COLOR ?? "") !== "" || env.TERM === "dumb";
  return isTTY === true && !isRefused && (supports?.(env) ?? true);
}

/**
 * The colors of an output.
 *
 * @example
 * const { red } = colorsOf(process.stderr);
 * console.error(red("failed"));
 */
export function colorsOf(output: Output, env?: NodeJS.ProcessEnv): Colors {
  return paint(hasColors(output, env));
}

/** Colors that are on or off. */
export function paint(isOn: boolean): Colors {
  const style = (format: Style) => (text: string) => (isOn && text !== "" ? styled(format, text) : text);
  return {
    bold: style("bold"),
    dim: style("dim"),
    red: style("red"),
    green: style("green"),
    yellow: style("yellow"),
    cyan: style("cyan"),
  };
}

export const NO_COLORS = paint(false);

/** Node 20.0 to 20.11 have no `styleText`. Newer versions check standard output by default; `hasColors` has checked the right output. */
function styled(format: Style, text: string): string {
  return typeof styleText === "function" ? styleText(format, text, { validateStream: false }) : text;
}
