import type { PolicyStatement } from "../../core/policy";

export interface GrafanaReach {
  readonly environment: string;
  readonly accountId: string;
  /** All regions of the environment. */
  readonly regions: readonly string[];
  /** Whether there are workspaces of Prometheus. */
  readonly prometheus: boolean;
}

/**
 * What Grafana may read: metrics, logs and traces of the account, and samples of the environment's own workspaces.
 *
 * Metrics and traces have no resources: CloudWatch's and X-Ray's reading actions know none but `*`, and so do those that list what there is to
 * choose from. They say so much about other environments in the account; an account for each environment keeps them apart.
 *
 * Workspaces of Prometheus are told by their tag, not by their ARNs: Grafana then needs nothing from the states of the regions, and one that
 * is lost keeps it from nothing.
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
    { sid: "Answers", actions: ANSWERS, resources: ["*"], reason: "An answer belongs to a query, which is no resource." },
    ...(reach.prometheus ? samples(reach) : []),
  ];
}

const NO_RESOURCE = "It only reads, and AWS knows no resource for it, or none that a list could be narrowed to.";

const ANSWERS = ["logs:DescribeLogGroups", "logs:GetQueryResults", "logs:StopQuery"];

const METRICS = [
  "cloudwatch:DescribeAlarmHistory",
  "cloudwatch:DescribeAlarms",
  "cloudwatch:DescribeAlarmsForMetric",
  "cloudwatch:GetInsightRuleReport",
  "cloudwatch:GetMetricData",
  "cloudwatch:ListMetrics",
  // Filters of dashboards are made from these.
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

/** Logs of programs and of the network, all of which have the environment's name in front. */
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
