import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import { Construct } from "constructs";
import { placementOf } from "../../core/placement";
import type { QuestionWithLogGroups } from "../../watching/question";
import { savedQueries } from "./queries";

export interface SavedQueriesProps {
  readonly questions: readonly QuestionWithLogGroups[];
}

/**
 * Saved queries of CloudWatch Logs Insights for incident response, in folders `<environment>/<topic>`.
 *
 * Cost drivers: none for storage; a run is billed by the GB that it reads, so choose the time range carefully.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_Insights-Saving-Queries.html
 * @example new SavedQueries(this, "SavedQueries", { questions: withLogGroups(CACHE_QUESTIONS, cacheLogGroups([{ part: { replicationGroupId: "prod-sessions" } }])) })
 */
export class SavedQueries extends Construct {
  public constructor(scope: Construct, id: string, { questions }: SavedQueriesProps) {
    super(scope, id);
    const { environment } = placementOf(this);
    for (const { name, text, logGroups } of savedQueries(questions))
      new CloudwatchQueryDefinition(this, name.replaceAll("/", "-").replaceAll(/[ ,]+/g, "-"), {
        name: `${environment}/${name}`,
        queryString: text,
        logGroupNames: [...logGroups],
      });
  }
}
