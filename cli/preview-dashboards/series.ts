import type { GraphWidget, Line } from "../../constructs/observability/dashboard/body";

/** Number of datapoints of a line. */
export const POINTS = 120;

/** The visible lines of a graph. */
export function visibleLines({ properties }: GraphWidget): readonly { readonly label: string; readonly values: readonly number[] }[] {
  const visible = properties.metrics.map(optionsOf).filter((options) => !("visible" in options));
  return visible.map(({ label }, index) => ({ label, values: series(properties, `${properties.title}/${label}/${index}`) }));
}

export function optionsOf(line: Line) {
  return line[line.length - 1] as Extract<Line[number], object>;
}

/** Typical values, by unit. */
const USUAL: Readonly<Record<string, number>> = {
  Percent: 35,
  Seconds: 0.12,
  Milliseconds: 40,
  Microseconds: 400,
  Bytes: 4e9,
  "Bytes/Second": 3e7,
  "Count/Second": 250,
  Count: 120,
};

/** Plausible values, the same in each run: a wave, some noise and one peak, mostly below the lowest threshold. */
function series(properties: GraphWidget["properties"], seed: string): number[] {
  const random = randomOf(seed);
  const { min, label = "Count" } = properties.yAxis.left;
  if (min === undefined) return falling(random);
  const limits = (properties.annotations?.horizontal ?? []).map(({ value }) => value).filter((value) => value > 0);
  const level = (limits.length > 0 ? Math.min(...limits) * 0.55 : (USUAL[label] ?? 1)) * (0.7 + 0.4 * random());
  const [shift, peak] = [random() * 6.28, Math.floor(random() * POINTS)];
  return Array.from({ length: POINTS }, (_, index) => {
    const wave = 1 + 0.2 * Math.sin(shift + (index / POINTS) * 6.28);
    const bump = 0.9 * Math.exp(-(((index - peak) / 5) ** 2));
    return level * (wave + bump + 0.12 * (random() - 0.5));
  });
}

/** A declining error budget. */
function falling(random: () => number): number[] {
  let left = 100;
  return Array.from({ length: POINTS }, () => (left -= random() ** 4 * 2.2));
}

/** Mulberry32: a small deterministic generator. */
export function randomOf(seed: string): () => number {
  let state = 0;
  for (const character of seed) state = (Math.imul(state, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
