import { chunks } from "../../../language/chunks";
import type { QuestionWithLogGroups, Question } from "../../watching/question";

/** The query string for Logs Insights. */
export function queryText({ query }: Question): string {
  return query.join("\n| ");
}

/** A saved query with its log groups. */
export interface SavedQuery {
  readonly name: string;
  readonly text: string;
  readonly logGroups: readonly string[];
}

/** Maximum number of log groups of a saved query. */
const MOST_GROUPS = 50;

/**
 * The saved queries of a region. A query with too many log groups is split into several.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html
 */
export function savedQueries(questions: readonly QuestionWithLogGroups[]): readonly SavedQuery[] {
  return questions.flatMap((question) =>
    chunks(question.logGroups, MOST_GROUPS).map((logGroups, index) => ({
      name: index === 0 ? question.name : `${question.name} ${index + 1}`,
      text: queryText(question),
      logGroups,
    })),
  );
}
