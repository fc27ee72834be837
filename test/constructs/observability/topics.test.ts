import type { Receivers } from "../../../constructs/watching/model";
import { SlackAlerts, slackChannels } from "../../../constructs/observability/slack-alerts";
import { AlertTopics, subscriptions } from "../../../constructs/observability/topics";
import { referenceTo, resource, resources, type StackJson, statementsOf, synthesizeConstructs } from "../../support/synth";

const NO_RECEIVERS: Receivers = { emails: [] };
const PAGER_DUTY = "https://events.pagerduty.com/integration/00000000000000000000000000000000/enqueue";
const OPSGENIE = "https://api.opsgenie.com/v1/json/cloudwatch?apiKey=00000000-0000-0000-0000-000000000000";
const SLACK = { workspace: "T0123456789", channel: "C0123456789" };
const OTHER = { workspace: "T0123456789", channel: "C9876543210" };

function topics(page: Receivers, ticket: Receivers = NO_RECEIVERS): StackJson {
  return synthesizeConstructs((stack) => new AlertTopics(stack, "Alerts", { alerts: { page, ticket } }), { region: "eu-west-1" });
}

describe("topics", () => {
  const stack = topics(NO_RECEIVERS);

  test.each([
    ["Page", "dev-eu-west-1-page"],
    ["Ticket", "dev-eu-west-1-ticket"],
  ])("%s: a topic of the region, encrypted with a customer managed KMS key", (id, name) => {
    expect(resource(stack, "aws_sns_topic", `Alerts/${id}`)).toMatchObject({
      name,
      kms_master_key_id: referenceTo(stack, "aws_kms_key", undefined, "arn"),
    });
  });

  test("CloudWatch can use the key only for alarms of this account", () => {
    expect(statementsOf(resource(stack, "aws_kms_key"))).toContainEqual({
      Sid: "Alarms",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceAccount": "${data.aws_caller_identity.Account.account_id}" } },
    });
  });

  test.each(["Page", "Ticket"])("%s: CloudWatch can publish only for alarms of this account", (id) => {
    expect(statementsOf(resource(stack, "aws_sns_topic_policy", `Alerts/${id}Policy`))).toContainEqual({
      Sid: "Alarms",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: "sns:Publish",
      Resource: referenceTo(stack, "aws_sns_topic", `Alerts/${id}`, "arn"),
      Condition: { StringEquals: { "aws:SourceAccount": "${data.aws_caller_identity.Account.account_id}" } },
    });
  });

  test("EventBridge can use the key only for topics of this account; a condition on the source would block it", () => {
    expect(statementsOf(resource(stack, "aws_kms_key"))).toContainEqual({
      Sid: "Events",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: {
        ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": "arn:aws:sns:eu-west-1:${data.aws_caller_identity.Account.account_id}:*" },
      },
    });
  });

  test.each(["Page", "Ticket"])("%s: EventBridge can publish only for rules of this environment", (id) => {
    expect(statementsOf(resource(stack, "aws_sns_topic_policy", `Alerts/${id}Policy`))).toContainEqual({
      Sid: "Events",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sns:Publish",
      Resource: referenceTo(stack, "aws_sns_topic", `Alerts/${id}`, "arn"),
      Condition: {
        ArnLike: { "aws:SourceArn": "arn:aws:events:eu-west-1:${data.aws_caller_identity.Account.account_id}:rule/dev-*" },
      },
    });
  });

  test("without receivers the topics have no subscription", () => expect(resources(stack, "aws_sns_topic_subscription")).toEqual([]));
});

describe("subscriptions", () => {
  test("an email address is confirmed by its owner, an HTTPS endpoint confirms automatically", () => {
    const found = subscriptions({ emails: ["a@example.com"], pagerDuty: PAGER_DUTY, opsgenie: OPSGENIE, slack: SLACK });
    expect(found).toEqual([
      { id: "Email-a@example.com", protocol: "email", endpoint: "a@example.com" },
      { id: "PagerDuty", protocol: "https", endpoint: PAGER_DUTY, endpointAutoConfirms: true },
      { id: "Opsgenie", protocol: "https", endpoint: OPSGENIE, endpointAutoConfirms: true },
    ]);
  });

  test("one more address does not change the Terraform addresses of the others", () => {
    const names = (emails: string[]) => Object.keys(topics({ emails }).resource?.aws_sns_topic_subscription ?? {});
    const [one, two] = [names(["b@example.com"]), names(["a@example.com", "b@example.com"])];
    expect(two).toEqual(expect.arrayContaining(one));
    expect(two).toHaveLength(2);
  });

  test("an email address with a slash is one construct", () =>
    expect(resources(topics({ emails: ["a/b@example.com"] }), "aws_sns_topic_subscription")).toHaveLength(1));

  test("each severity notifies its own receivers", () => {
    const stack = topics({ emails: ["call@example.com"] }, { emails: ["desk@example.com"] });
    const subscribed = resources(stack, "aws_sns_topic_subscription").map(({ topic_arn, endpoint }) => [topic_arn, endpoint]);
    expect(subscribed).toEqual([
      [referenceTo(stack, "aws_sns_topic", "Alerts/Page", "arn"), "call@example.com"],
      [referenceTo(stack, "aws_sns_topic", "Alerts/Ticket", "arn"), "desk@example.com"],
    ]);
  });
});

describe("Slack", () => {
  const arns = [
    { page: "page-1", ticket: "ticket-1" },
    { page: "page-2", ticket: "ticket-2" },
  ];
  const alerts = (page?: typeof SLACK, ticket?: typeof SLACK) => ({
    page: { ...NO_RECEIVERS, ...(page && { slack: page }) },
    ticket: { ...NO_RECEIVERS, ...(ticket && { slack: ticket }) },
  });

  test.each([
    ["none", alerts(), []],
    ["one for pages", alerts(SLACK), [{ severity: "page", ...SLACK, topicArns: ["page-1", "page-2"] }]],
    ["one for tickets", alerts(undefined, SLACK), [{ severity: "ticket", ...SLACK, topicArns: ["ticket-1", "ticket-2"] }]],
    ["one for both", alerts(SLACK, SLACK), [{ severity: "page", ...SLACK, topicArns: ["page-1", "page-2", "ticket-1", "ticket-2"] }]],
    [
      "one for each",
      alerts(SLACK, OTHER),
      [
        { severity: "page", ...SLACK, topicArns: ["page-1", "page-2"] },
        { severity: "ticket", ...OTHER, topicArns: ["ticket-1", "ticket-2"] },
      ],
    ],
  ])("a channel is configured once, with all its topics: %s", (_, receivers, channels) => {
    expect(slackChannels(receivers, arns)).toEqual(channels);
  });

  test("a channel can read metrics, and change nothing", () => {
    const stack = synthesizeConstructs((scope) => new SlackAlerts(scope, "Slack", { alerts: alerts(SLACK), topics: arns }));
    expect(resource(stack, "aws_chatbot_slack_channel_configuration")).toMatchObject({
      configuration_name: "dev-page",
      slack_team_id: SLACK.workspace,
      slack_channel_id: SLACK.channel,
      sns_topic_arns: ["page-1", "page-2"],
      guardrail_policy_arns: ["arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"],
    });
    const [statement] = statementsOf(resource(stack, "aws_iam_role_policy"));
    expect(statement?.Action).toEqual(["cloudwatch:Describe*", "cloudwatch:Get*", "cloudwatch:List*"]);
  });

  test("without a channel there is no role", () => {
    const stack = synthesizeConstructs((scope) => new SlackAlerts(scope, "Slack", { alerts: alerts(), topics: arns }));
    expect(stack.resource).toBeUndefined();
  });
});
