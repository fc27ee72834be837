import { actionsOf } from "../../core/actions";

const logs = actionsOf("logs");

/**
 * Actions with which an AWS service delivers its logs to a log group, and the actions for the resource policies of CloudWatch Logs that the
 * delivery adds.
 */
export const LOG_DELIVERY = logs("CreateLogDelivery GetLogDelivery UpdateLogDelivery DeleteLogDelivery ListLogDeliveries");
export const LOG_POLICIES = logs("PutResourcePolicy DescribeResourcePolicies");
