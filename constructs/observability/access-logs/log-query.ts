/** A question that somebody asks at night, with its answer's query. */
export interface LogQuery {
  /** Short, with hyphens: the end of its name. */
  readonly name: string;
  /** What it answers, for people. */
  readonly description: string;
  readonly query: string;
}
