import type { PolicyStatement } from "../../core/policy";

export interface GrafanaReach {
  readonly environment: string;
  readonly accountId: string;
  /** All regions of the environment. */
  readonly regions: readonly string[];
  /** Whether there are Prometheus workspaces. */
  readonly prometheus: boolean;
}

/**
 * The permissions of Grafana: read metrics, logs and traces of the account, and samples of the environment's own workspaces.
 *
 * Read actions of CloudWatch metrics and X-Ray support only `*` as resource, and so do the actions that list choices. They also expose data
 * of other environments in the account; use a separate account for each environment to isolate them.
 *
 * Prometheus workspaces are matched by tag, not by ARN: Grafana then does not depend on the states of the regions, and works when a region
 * is lost.
 *
 * @see https://docs.aws.amazon.com/grafana/latest/userguide/AMG-manage-permissions.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonmanagedserviceforprometheus.html
 */
export function grafanaStatements(reach: GrafanaReach): readonly PolicyStatement[] {
  return [
    { sid: "Metrics", actions: METRICS, resources: ["*"], reason: NO_RESOURCE },
    { sid: "Traces", actions: TRACES, resources: ["*"], reason: NO_RESOURCE },
    { sid: "Logs", actions: QUERIES, resources: groupsOf(reach) },
    { sid: "Answers", actions: ANSWERS, resources: ["*"], reason: "Results belong to a query, which is not a resource." },
    ...(reach.prometheus ? samples(reach) : []),
  ];
}

const NO_RESOURCE = "Read-only; AWS supports no resource for these actions, or none that a list could be restricted to.";

const ANSWERS = ["logs:DescribeLogGroups", "logs:GetQueryResults", "logs:StopQuery"];

const METRICS = [
  "cloudwatch:DescribeAlarmHistory",
  "cloudwatch:DescribeAlarms",
  "cloudwatch:DescribeAlarmsForMetric",
  "cloudwatch:GetInsightRuleReport",
  "cloudwatch:GetMetricData",
  "cloudwatch:ListMetrics",
  // For dashboard filters.
  "ec2:DescribeRegions",
  "tag:GetResources",
];

const TRACES = [
  "xray:BatchGetTraces",
  "xray:GetGroup",
  "xray:GetGroups",
  "xray:GetInsightSummaries",
  "xray:GetServiceGraph",
  "xray:GetTimeSeriesServiceStatistics",
  "xray:GetTraceGraph",
  "xray:GetTraceSummaries",
];

const QUERIES = ["logs:GetLogEvents", "logs:GetLogGroupFields", "logs:StartQuery"];

/** Logs of workloads and of the network, whose names start with the environment. */
function groupsOf({ environment, accountId, regions }: GrafanaReach): readonly string[] {
  return regions.map((region) => `arn:aws:logs:${region}:${accountId}:log-group:/${environment}/*`);
}

function samples({ environment, accountId, regions }: GrafanaReach): readonly PolicyStatement[] {
  return [
    { sid: "Workspaces", actions: ["aps:ListWorkspaces"], resources: ["*"], reason: NO_RESOURCE },
    {
      sid: "Samples",
      actions: ["aps:DescribeWorkspace", "aps:GetLabels", "aps:GetMetricMetadata", "aps:GetSeries", "aps:QueryMetrics"],
      resources: regions.map((region) => `arn:aws:aps:${region}:${accountId}:workspace/*`),
      conditions: { StringEquals: { "aws:ResourceTag/Environment": environment } },
    },
  ];
}
