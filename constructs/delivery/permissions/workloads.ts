import { actionsOf } from "../../core/actions";
import { KIND_RIGHTS } from "../../registry";

/**
 * All that any role of a program or service is ever given: what the boundary allows. A test holds it to the roles of all environments, both
 * ways. Each role's own policy says which of it, and on what.
 */
export const WORKLOAD_ACTIONS: readonly string[] = [
  // Tasks: their images and keys, and what they use.
  ...actionsOf("ecr")("BatchCheckLayerAvailability BatchGetImage GetAuthorizationToken GetDownloadUrlForLayer"),
  ...actionsOf("kms")("Decrypt GenerateDataKey"),
  ...KIND_RIGHTS.flatMap(({ tasks }) => tasks),
  ...actionsOf("aps")("RemoteWrite"),
  ...actionsOf("xray")("PutTraceSegments"),
  // Those who write logs: tasks, flow logs, and RDS with its figures of the operating system.
  ...actionsOf("logs")("CreateLogGroup CreateLogStream DescribeLogStreams PutLogEvents PutRetentionPolicy"),
  // S3, which copies the site.
  ...actionsOf("s3")("GetObjectVersionAcl GetObjectVersionForReplication GetObjectVersionTagging GetReplicationConfiguration ListBucket"),
  ...actionsOf("s3")("ReplicateDelete ReplicateObject ReplicateTags"),
  // People who look, by Grafana or from a chat.
  ...actionsOf("cloudwatch")("Describe* Get* List*"),
  ...actionsOf("aps")("DescribeWorkspace GetLabels GetMetricMetadata GetSeries ListWorkspaces QueryMetrics"),
  ...actionsOf("logs")("DescribeLogGroups GetLogEvents GetLogGroupFields GetQueryResults StartQuery StopQuery"),
  ...actionsOf("ec2")("DescribeRegions"),
  ...actionsOf("tag")("GetResources"),
  ...actionsOf("xray")("BatchGetTraces GetGroup GetGroups GetInsightSummaries GetServiceGraph GetTimeSeriesServiceStatistics"),
  ...actionsOf("xray")("GetTraceGraph GetTraceSummaries"),
];
