import { actionsOf } from "../../core/actions";
import { KIND_RIGHTS } from "../../registry";

/**
 * The actions that the boundary of workload and service roles allows. A test compares them with the roles of all environments, in both
 * directions. Each role's own policy limits the actions and resources.
 */
export const WORKLOAD_ACTIONS: readonly string[] = [
  // Tasks: images, keys, and the resources that they use.
  ...actionsOf("ecr")("BatchCheckLayerAvailability BatchGetImage GetAuthorizationToken GetDownloadUrlForLayer"),
  ...actionsOf("kms")("Decrypt GenerateDataKey"),
  ...KIND_RIGHTS.flatMap(({ tasks }) => tasks),
  ...actionsOf("aps")("RemoteWrite"),
  ...actionsOf("xray")("PutTraceSegments"),
  // Log writers: tasks, flow logs, and RDS with Enhanced Monitoring.
  ...actionsOf("logs")("CreateLogGroup CreateLogStream DescribeLogStreams PutLogEvents PutRetentionPolicy"),
  // S3 replication of the site.
  ...actionsOf("s3")("GetObjectVersionAcl GetObjectVersionForReplication GetObjectVersionTagging GetReplicationConfiguration ListBucket"),
  ...actionsOf("s3")("ReplicateDelete ReplicateObject ReplicateTags"),
  // Read access for people, through Grafana or a chat.
  ...actionsOf("cloudwatch")("Describe* Get* List*"),
  ...actionsOf("aps")("DescribeWorkspace GetLabels GetMetricMetadata GetSeries ListWorkspaces QueryMetrics"),
  ...actionsOf("logs")("DescribeLogGroups GetLogEvents GetLogGroupFields GetQueryResults StartQuery StopQuery"),
  ...actionsOf("ec2")("DescribeRegions"),
  ...actionsOf("tag")("GetResources"),
  ...actionsOf("xray")("BatchGetTraces GetGroup GetGroups GetInsightSummaries GetServiceGraph GetTimeSeriesServiceStatistics"),
  ...actionsOf("xray")("GetTraceGraph GetTraceSummaries"),
];
