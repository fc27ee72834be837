/** A saved Logs Insights query for troubleshooting. `Source` is the type of log source, for example `postgres`. */
export interface Question<Source extends string = string> {
  /** Folder and name. */
  readonly name: string;
  /** Queried log sources. */
  readonly of: readonly Source[];
  /** Fields that a workload must log for the query. @default no custom fields */
  readonly needs?: readonly string[];
  /** Lines of CloudWatch Logs Insights QL, which are joined by `|`. */
  readonly query: readonly string[];
}

/** Names of the log groups of a region, by log source; empty lists for missing sources. */
export type LogGroups<Source extends string> = Readonly<Record<Source, readonly string[]>>;

/** A saved query with the log groups of a region. */
export interface QuestionWithLogGroups extends Question {
  readonly logGroups: readonly string[];
}

/** Adds the log groups of a region to saved queries. */
export function withLogGroups<Source extends string>(
  questions: readonly Question<Source>[],
  groups: LogGroups<Source>,
): readonly QuestionWithLogGroups[] {
  return questions.map((question) => ({ ...question, logGroups: question.of.flatMap((source) => groups[source]) }));
}
