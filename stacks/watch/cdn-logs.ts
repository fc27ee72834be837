import { Construct } from "constructs";
import type { Platform } from "../../config/model";
import type { Cdn } from "../../constructs/edge/cdn";
import { CdnCatalog } from "../../constructs/edge/access-logs/cdn-catalog";
import { CdnLogGroup } from "../../constructs/edge/access-logs/cdn-log-group";
import { FIREWALL_INSIGHTS } from "../../constructs/edge/access-logs/firewall-insights";
import { InsightsQueries } from "../../constructs/observability/access-logs/insights-queries";

export interface CdnLogsProps {
  readonly platform: Platform;
  readonly cdn: Cdn;
}

/** Saved queries and tables for the logs of the CDN and its firewall, in us-east-1, where both logs are. */
export class CdnLogs extends Construct {
  public constructor(scope: Construct, id: string, { platform, cdn }: CdnLogsProps) {
    super(scope, id);
    const { firewall, accessLogs, distributions, logsKey: key } = cdn;
    // The firewall always logs to CloudWatch Logs, independently of `accessLogs`.
    new InsightsQueries(this, "FirewallQueries", {
      folder: "firewall",
      logGroupNames: [firewall.logGroupName],
      queries: FIREWALL_INSIGHTS,
    });
    switch (platform.observability.accessLogs) {
      case "athena": {
        const distributionIds = [...distributions.values()].map(({ distributionId }) => distributionId);
        new CdnCatalog(this, "AccessLogs", { logs: { bucketName: accessLogs.bucketName, distributionIds }, key });
        return;
      }
      case "logs-insights":
        new CdnLogGroup(this, "AccessLogs", { sourceNames: accessLogs.sourceNames, key });
        return;
      case "none":
    }
  }
}
