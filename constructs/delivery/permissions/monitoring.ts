import { LOG_DELIVERY, LOG_POLICIES } from "./log-delivery";
import { type RightsTable, actionsOf } from "../../core/actions";

const cloudwatch = actionsOf("cloudwatch");
const logs = actionsOf("logs");
const events = actionsOf("events");
const sns = actionsOf("sns");
const athena = actionsOf("athena");
const glue = actionsOf("glue");
const chatbot = actionsOf("chatbot");

const ALARM = {
  read: cloudwatch("DescribeAlarms ListTagsForResource"),
  delete: cloudwatch("DeleteAlarms TagResource UntagResource"),
};
/** Logs, metrics, alarms and notifications. */
export const MONITORING: RightsTable = {
  aws_cloudwatch_metric_alarm: { read: ALARM.read, write: [...cloudwatch("PutMetricAlarm"), ...ALARM.delete] },
  aws_cloudwatch_composite_alarm: { read: ALARM.read, write: [...cloudwatch("PutCompositeAlarm"), ...ALARM.delete] },
  aws_cloudwatch_dashboard: { read: cloudwatch("GetDashboard"), write: cloudwatch("PutDashboard DeleteDashboards") },
  aws_cloudwatch_log_group: {
    read: logs("DescribeLogGroups ListTagsForResource"),
    write: [
      ...logs("CreateLogGroup DeleteLogGroup PutRetentionPolicy DeleteRetentionPolicy AssociateKmsKey DisassociateKmsKey"),
      ...logs("TagResource UntagResource"),
    ],
  },
  aws_cloudwatch_log_metric_filter: {
    read: logs("DescribeMetricFilters"),
    write: logs("PutMetricFilter DeleteMetricFilter"),
  },
  aws_cloudwatch_log_resource_policy: { read: logs("DescribeResourcePolicies"), write: logs("PutResourcePolicy DeleteResourcePolicy") },
  aws_cloudwatch_query_definition: {
    read: logs("DescribeQueryDefinitions"),
    write: logs("PutQueryDefinition DeleteQueryDefinition"),
  },
  aws_cloudwatch_log_delivery: {
    read: logs("GetDelivery ListTagsForResource"),
    write: [
      ...logs("CreateDelivery UpdateDeliveryConfiguration DeleteDelivery TagResource UntagResource"),
      ...LOG_DELIVERY,
      ...LOG_POLICIES,
    ],
  },
  aws_cloudwatch_log_delivery_destination: {
    read: logs("GetDeliveryDestination ListTagsForResource"),
    write: logs("PutDeliveryDestination DeleteDeliveryDestination TagResource UntagResource"),
  },
  aws_cloudwatch_log_delivery_source: {
    read: logs("GetDeliverySource ListTagsForResource"),
    write: [
      ...logs("PutDeliverySource DeleteDeliverySource TagResource UntagResource"),
      "cloudfront:AllowVendedLogDeliveryForResource",
      "elasticloadbalancing:AllowVendedLogDeliveryForResource",
    ],
  },
  aws_cloudwatch_event_rule: {
    read: events("DescribeRule ListTagsForResource"),
    write: events("PutRule DeleteRule TagResource UntagResource"),
  },
  aws_cloudwatch_event_target: { read: events("ListTargetsByRule"), write: events("PutTargets RemoveTargets") },
  aws_sns_topic: {
    read: sns("GetTopicAttributes ListTagsForResource"),
    write: sns("CreateTopic SetTopicAttributes DeleteTopic TagResource UntagResource"),
  },
  aws_sns_topic_policy: { read: sns("GetTopicAttributes"), write: sns("SetTopicAttributes") },
  aws_sns_topic_subscription: {
    read: sns("GetSubscriptionAttributes"),
    write: sns("Subscribe Unsubscribe SetSubscriptionAttributes"),
  },
  aws_chatbot_slack_channel_configuration: {
    read: chatbot("DescribeSlackChannelConfigurations ListTagsForResource"),
    // It subscribes to the topics on behalf of its creator.
    write: [
      ...chatbot("CreateSlackChannelConfiguration UpdateSlackChannelConfiguration DeleteSlackChannelConfiguration"),
      ...chatbot("TagResource UntagResource"),
      ...sns("Subscribe Unsubscribe ListSubscriptionsByTopic"),
    ],
  },
  aws_athena_workgroup: {
    read: athena("GetWorkGroup ListTagsForResource"),
    write: athena("CreateWorkGroup UpdateWorkGroup DeleteWorkGroup TagResource UntagResource"),
  },
  aws_athena_named_query: { read: athena("GetNamedQuery"), write: athena("CreateNamedQuery DeleteNamedQuery") },
  aws_glue_catalog_database: {
    read: glue("GetDatabase GetTags"),
    write: glue("CreateDatabase UpdateDatabase DeleteDatabase TagResource UntagResource"),
  },
  aws_glue_catalog_table: {
    read: glue("GetTable GetPartitionIndexes"),
    write: glue("CreateTable UpdateTable DeleteTable"),
  },
};
