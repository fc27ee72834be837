import { actionsOf } from "../../core/actions";

const logs = actionsOf("logs");

/** Actions that let an AWS service deliver its logs to a log group, and the resource policies of CloudWatch Logs that the delivery adds. */
export const LOG_DELIVERY = logs("CreateLogDelivery GetLogDelivery UpdateLogDelivery DeleteLogDelivery ListLogDeliveries");
export const LOG_POLICIES = logs("PutResourcePolicy DescribeResourcePolicies");
