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

/** A Slack channel, and all topics that are told in it. */
export interface SlackChannel {
  /** Its role: the most urgent severity that it is told. */
  readonly severity: NotifyingSeverity;
  readonly workspace: string;
  readonly channel: string;
  readonly topicArns: readonly string[];
}

/**
 * Slack channels that are told of alarms, one configuration for each channel, once for an environment: AWS Chatbot (Amazon Q Developer in
 * chat applications) is global, reads topics of all regions, and refuses a second configuration of a channel in an account. So two
 * environments of one account need channels of their own.
 *
 * By hand, once for an account: a workspace's owner authorizes it in the console of Amazon Q Developer in chat applications, where Slack asks
 * for consent; there is no API for that. Into a private channel the app must be invited.
 *
 * What people can do from the channel is what the role and the guardrail both allow: look at CloudWatch's figures, which the messages show as
 * graphs. Without a guardrail it would be AWS's default, everything that the role may.
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

  /** AWS documents no condition that Chatbot meets in a trust policy, so it has none; all that could be borrowed is a look at figures. */
  private createRole(): string {
    const role = new IamRole(this, "Role", {
      name: nameIn(this, "role", "slack-alerts"),
      assumeRolePolicy: policyDocument([{ actions: ["sts:AssumeRole"], principals: { Service: ["chatbot.amazonaws.com"] } }]),
      ...roleBoundary(this),
    });
    const graphs = new IamRolePolicy(this, "Policy", { name: "graphs", role: role.name, policy: policyDocument([READ_FIGURES]) });
    acceptFindings(graphs, { ...wildcardExceptions([READ_FIGURES]), CKV_AWS_356: READ_FIGURES.reason });
    return role.arn;
  }
}

const READ_FIGURES: PolicyStatement = {
  actions: ["cloudwatch:Describe*", "cloudwatch:Get*", "cloudwatch:List*"],
  resources: ["*"],
  reason: "It only reads, and figures and alarms have no resource that a graph of several metrics could be named by.",
};

/** The channels of an environment: one that both severities name is one channel with the topics of both. */
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
