import { LogDeliveryPolicy, type LogDeliveryPolicyProps } from "../../../../constructs/observability/logs/log-delivery-policy";
import { resource, statementsOf, synthesizeConstructs } from "../../../support/synth";

const ACCOUNT = "${data.aws_caller_identity.Account.account_id}";
const group = (name: string) => `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:${name}:*`;

const policyOf = (props: LogDeliveryPolicyProps) =>
  resource(
    synthesizeConstructs((stack) => void new LogDeliveryPolicy(stack, "LogDelivery", props)),
    "aws_cloudwatch_log_resource_policy",
  );

test("both EventBridge principals can write to the groups of a cluster, only for its rules", () => {
  const policy = policyOf({ events: { groupPrefix: "/aws/events/dev-us-east-1", rulePrefix: "dev-us-east-1-ecs-" } });
  const common = {
    Effect: "Allow",
    Principal: { Service: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] },
    Resource: group("/aws/events/dev-us-east-1*"),
  };
  expect(policy.policy_name).toBe("dev-us-east-1-log-delivery");
  expect(statementsOf(policy, "policy_document")).toEqual([
    { Sid: "Streams", ...common, Action: "logs:CreateLogStream" },
    {
      Sid: "Lines",
      ...common,
      Action: "logs:PutLogEvents",
      Condition: { ArnLike: { "aws:SourceArn": `arn:aws:events:us-east-1:${ACCOUNT}:rule/dev-us-east-1-ecs-*` } },
    },
  ]);
});

test("AWS services can deliver logs to the groups, only for this account and region", () => {
  expect(statementsOf(policyOf({ delivered: ["aws-waf-logs-dev", "/aws/vendedlogs/dev/*"] }), "policy_document")).toEqual([
    {
      Sid: "DeliverLogs",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: [group("aws-waf-logs-dev"), group("/aws/vendedlogs/dev/*")],
      Condition: {
        StringEquals: { "aws:SourceAccount": ACCOUNT },
        ArnLike: { "aws:SourceArn": `arn:aws:logs:us-east-1:${ACCOUNT}:*` },
      },
    },
  ]);
});
