/** A violation of a rule: a minimal change of the base environment, and the resulting errors, usually one. */
export type Row = readonly [rule: string, changes: Readonly<Record<string, unknown>>, expected: Expected | readonly Expected[]];

/** The exact field and received value, and substrings of the texts. */
export interface Expected {
  readonly path: string;
  readonly received: unknown;
  readonly problem: string;
  readonly allowed: string;
  readonly fix: string;
}

export function expected(path: string, received: unknown, problem: string, allowed: string, fix: string): Expected {
  return { path, received, problem, allowed, fix };
}
