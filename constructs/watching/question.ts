/** A question that is asked at night, and how the logs answer it. `Source` names what writes a log, for example `postgres`. */
export interface Question<Source extends string = string> {
  /** Folder and name. */
  readonly name: string;
  /** Where it is asked. */
  readonly of: readonly Source[];
  /** Fields that a workload must log for an answer. @default nothing of its own */
  readonly needs?: readonly string[];
  /** CloudWatch Logs Insights QL; `|` joins its lines. */
  readonly query: readonly string[];
}

/** Names of the log groups of a region, by what writes them; those that are not there are empty. */
export type LogGroups<Source extends string> = Readonly<Record<Source, readonly string[]>>;

/** A question with the log groups of a region that it is asked of. */
export interface AskedQuestion extends Question {
  readonly logGroups: readonly string[];
}

/** Questions of the log groups of a region. */
export function asked<Source extends string>(questions: readonly Question<Source>[], groups: LogGroups<Source>): readonly AskedQuestion[] {
  return questions.map((question) => ({ ...question, logGroups: question.of.flatMap((source) => groups[source]) }));
}
