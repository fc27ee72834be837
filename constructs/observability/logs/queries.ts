import { chunks } from "../../core/chunks";
import type { AskedQuestion, Question } from "../../watching/question";

/** The text of a query as Logs Insights takes it. */
export function queryText({ query }: Question): string {
  return query.join("\n| ");
}

/** A query and where it is asked. */
export interface SavedQuery {
  readonly name: string;
  readonly text: string;
  readonly logGroups: readonly string[];
}

/** Log groups of one saved query. */
const MOST_GROUPS = 50;

/**
 * The questions that a region's logs can answer. Of more groups than a query can have, as many queries as are needed.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html
 */
export function savedQueries(questions: readonly AskedQuestion[]): readonly SavedQuery[] {
  return questions.flatMap((question) =>
    chunks(question.logGroups, MOST_GROUPS).map((logGroups, index) => ({
      name: index === 0 ? question.name : `${question.name} ${index + 1}`,
      text: queryText(question),
      logGroups,
    })),
  );
}
