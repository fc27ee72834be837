import { plainExpressions } from "../policy-json";
import { nested } from "../../synthesis/resources";
import { referrersOf } from "./referrers";
import { type ResourceCheck, ruleByType } from "./rule";

/**
 * Types that can log access or changes, with their check. Checkov checks access logs of buckets and query logs of zones (CKV_AWS_18,
 * CKV2_AWS_39).
 */
const LOGGED: Readonly<Record<string, ResourceCheck>> = {
  aws_cloudfront_distribution: (resource, context) => {
    const delivered = referrersOf(resource, "aws_cloudwatch_log_delivery_source", "resource_arn", context).flatMap((source) =>
      referrersOf(source, "aws_cloudwatch_log_delivery", "delivery_source_name", context),
    );
    return [delivered.length === 0 && "No access log: its delivery source has no delivery"];
  },
  aws_cloudwatch_log_group: ({ block }) => [!(Number(block.retention_in_days) > 0) && "Never expires: no retention"],
  aws_db_instance: ({ block }) => [nested(block, "enabled_cloudwatch_logs_exports").length === 0 && "No log is exported"],
  aws_ecs_cluster: ({ block }) => {
    const insights = nested(block, "setting").some(({ name, value }) => name === "containerInsights" && value !== "disabled");
    return [!insights && "No Container Insights"];
  },
  aws_ecs_task_definition: ({ block }) => {
    const containers = JSON.parse(plainExpressions(String(block.container_definitions))) as {
      readonly name: string;
      readonly logConfiguration?: { readonly logDriver?: string };
    }[];
    return containers.map(({ name, logConfiguration }) => logConfiguration?.logDriver === undefined && `Container ${name} has no log`);
  },
  aws_elasticache_replication_group: ({ block }) => {
    const types = nested(block, "log_delivery_configuration").map(({ log_type: type }) => type);
    return ["slow-log", "engine-log"].map((type) => !types.includes(type) && `No ${type}`);
  },
  aws_lb: ({ block }) => [!nested(block, "access_logs").some(({ enabled }) => enabled === true) && "No access log"],
  aws_prometheus_workspace: ({ block }) => [nested(block, "logging_configuration").length === 0 && "No log of its rules and alerts"],
  aws_vpc: (resource, context) => [referrersOf(resource, "aws_flow_log", "vpc_id", context).length === 0 && "No flow log"],
  aws_wafv2_web_acl: (resource, context) => [
    referrersOf(resource, "aws_wafv2_web_acl_logging_configuration", "resource_arn", context).length === 0 && "No log",
  ],
};

export const logging = ruleByType("LOGGED", LOGGED);
