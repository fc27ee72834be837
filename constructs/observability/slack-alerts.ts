import { ChatbotSlackChannelConfiguration } from "@cdktf/provider-aws/lib/chatbot-slack-channel-configuration";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import type { Alerts } from "../watching/model";
import { nameIn } from "../core/placement";
import { type PolicyStatement, policyDocument } from "../core/policy";
import { acceptFindings, wildcardExceptions } from "../core/accepted-findings";
import { roleBoundary } from "../core/role-boundary";
import type { NotifyingSeverity } from "../watching/alarm-row";
import type { TopicArns } from "../alarms/alarms";
import { SEVERITIES } from "./topics";

export interface SlackAlertsProps {
  readonly alerts: Pick<Alerts, NotifyingSeverity>;
  /** The topics of every region of the environment. */
  readonly topics: readonly TopicArns[];
}

/** A Slack channel and all topics that it receives. */
export interface SlackChannel {
  /** Its role: the most urgent severity that it receives. */
  readonly severity: NotifyingSeverity;
  readonly workspace: string;
  readonly channel: string;
  readonly topicArns: readonly string[];
}

/**
 * Slack channels that receive alarms, one configuration for each channel, once in an environment. AWS Chatbot (Amazon Q Developer in chat
 * applications) is global, subscribes to topics of all regions, and rejects a second configuration of a channel in an account. Two
 * environments of one account therefore need different channels.
 *
 * Manual step, once in an account: a workspace owner authorizes it in the console of Amazon Q Developer in chat applications, where Slack
 * requires consent; there is no API for it. A private channel must invite the app.
 *
 * People in the channel have the permissions that both the role and the guardrail allow: read CloudWatch metrics, which messages show as
 * graphs. Without a guardrail, AWS's default would allow everything that the role allows.
 *
 * Cost drivers: none.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/slack-setup.html
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/understanding-permissions.html
 * @see https://github.com/hashicorp/terraform-provider-awscc/issues/1011 (one configuration for each channel of an account)
 */
export class SlackAlerts extends Construct {
  public constructor(scope: Construct, id: string, { alerts, topics }: SlackAlertsProps) {
    super(scope, id);
    const channels = slackChannels(alerts, topics);
    if (channels.length === 0) return;
    const iamRoleArn = this.createRole();
    for (const { severity, workspace, channel, topicArns } of channels)
      new ChatbotSlackChannelConfiguration(this, severity === "page" ? "Page" : "Ticket", {
        configurationName: nameIn(this, "chatConfiguration", severity),
        slackTeamId: workspace,
        slackChannelId: channel,
        snsTopicArns: [...topicArns],
        iamRoleArn,
        guardrailPolicyArns: ["arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"],
        loggingLevel: "ERROR",
        userAuthorizationRequired: false,
      });
  }

  /** The trust policy has no condition, because AWS documents none that Chatbot supports. The role only reads metrics. */
  private createRole(): string {
    const role = new IamRole(this, "Role", {
      name: nameIn(this, "role", "slack-alerts"),
      assumeRolePolicy: policyDocument([{ actions: ["sts:AssumeRole"], principals: { Service: ["chatbot.amazonaws.com"] } }]),
      ...roleBoundary(this),
    });
    const graphs = new IamRolePolicy(this, "Policy", { name: "graphs", role: role.name, policy: policyDocument([READ_METRICS]) });
    acceptFindings(graphs, { ...wildcardExceptions([READ_METRICS]), CKV_AWS_356: READ_METRICS.reason });
    return role.arn;
  }
}

const READ_METRICS: PolicyStatement = {
  actions: ["cloudwatch:Describe*", "cloudwatch:Get*", "cloudwatch:List*"],
  resources: ["*"],
  reason: "Read-only; a graph of several metrics cannot be restricted to resources.",
};

/** The channels of an environment: if both severities use the same channel, it receives the topics of both. */
export function slackChannels(alerts: Pick<Alerts, NotifyingSeverity>, topics: readonly TopicArns[]): readonly SlackChannel[] {
  const channels = new Map<string, SlackChannel>();
  for (const severity of SEVERITIES) {
    const { slack } = alerts[severity];
    if (!slack) continue;
    const key = `${slack.workspace}/${slack.channel}`;
    const known = channels.get(key) ?? { severity, ...slack, topicArns: [] };
    channels.set(key, { ...known, topicArns: [...known.topicArns, ...topics.map((arns) => arns[severity])] });
  }
  return [...channels.values()];
}
