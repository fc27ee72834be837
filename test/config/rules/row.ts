/** One way to break a rule: the smallest change of the base that does it, and the errors (most often one) that come of it. */
export type Row = readonly [rule: string, changes: Readonly<Record<string, unknown>>, expected: Expected | readonly Expected[]];

/** A field and the value received, exactly; of the words what must be in them. */
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
