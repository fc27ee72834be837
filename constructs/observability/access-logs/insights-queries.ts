import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import { Construct } from "constructs";
import { placementOf } from "../../core/placement";
import type { LogQuery } from "./log-query";

export interface InsightsQueriesProps {
  /** Folder in the console, below the environment: `<environment>/<folder>/<query>`. */
  readonly folder: string;
  readonly logGroupNames: readonly string[];
  readonly queries: readonly LogQuery[];
}

/**
 * Saved queries of CloudWatch Logs Insights. The first line of each is its description, since AWS stores none.
 *
 * Cost drivers: none; each run is billed by the GB that it reads.
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
