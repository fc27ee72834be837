import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import { Construct } from "constructs";
import { placementOf } from "../../core/placement";
import type { LogQuery } from "./log-query";

export interface InsightsQueriesProps {
  /** Where the console shows them, below the environment: `<environment>/<folder>/<query>`. */
  readonly folder: string;
  readonly logGroupNames: readonly string[];
  readonly queries: readonly LogQuery[];
}

/**
 * Queries of CloudWatch Logs Insights, saved. What each answers stands in its first line, since AWS keeps no description.
 *
 * Cost drivers: none; GB that a query reads when it is asked.
 */
export class InsightsQueries extends Construct {
  public constructor(scope: Construct, id: string, { folder, logGroupNames, queries }: InsightsQueriesProps) {
    super(scope, id);
    const { environment } = placementOf(this);
    for (const { name, description, query } of queries) {
      new CloudwatchQueryDefinition(this, name, {
        name: `${environment}/${folder}/${name}`,
        logGroupNames: [...logGroupNames],
        queryString: `# ${description}\n${query}`,
      });
    }
  }
}
