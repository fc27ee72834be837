import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import type { Alerts, Receivers } from "../watching/model";
import { accountIdOf } from "../core/account";
import { EncryptionKey } from "../core/encryption-key";
import { nameIn, placementOf } from "../core/placement";
import { policyDocument, type PolicyStatement } from "../core/policy";
import type { NotifyingSeverity } from "../watching/alarm-row";
import type { TopicArns } from "../alarms/alarms";

export const SEVERITIES: readonly NotifyingSeverity[] = ["page", "ticket"];

/** Who publishes alarms: those on metrics and composite ones alike. */
const ALARMS = "cloudwatch.amazonaws.com";

/** Who publishes what no metric says, such as a key that is disabled. */
const EVENTS = "events.amazonaws.com";

export interface AlertTopicsProps {
  /** Who is told by each severity. Slack is wired once for all regions, by `SlackAlerts`. */
  readonly alerts: Pick<Alerts, NotifyingSeverity>;
  /** What their alarms are of, as a part of names, where that is not the region. @default the region */
  readonly of?: string;
}

/**
 * Where the alarms of a region are told: a topic for each severity, since an alarm reaches topics of its own region only.
 *
 * They are encrypted by a key of ours. The key that AWS manages, `alias/aws/sns`, would look the same and tell nobody: its policy does
 * not let CloudWatch use it, and cannot be changed.
 *
 * Whoever is told by e-mail gets a link for each topic and region, and nothing else until it was followed. Terraform does not wait for it,
 * and forgets at the end what was never confirmed: AWS deletes that after some days. PagerDuty and Opsgenie confirm by themselves. Their URLs hold an
 * integration key, which is in the Terraform state and shown by SNS: whoever has it can open and close incidents, and read nothing.
 *
 * Cost drivers: 1 USD a month for the key; e-mails beyond 1,000 a month are 2 USD for 100,000, calls of https are free up to 100,000.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sns_topic_subscription
 * @example
 * const topics = new AlertTopics(this, "Alerts", { alerts: platform.alerts });
 * new Alarms(this, "Alarms", rows, { topics: topics.arns, runbooks: platform.alerts.runbooks });
 */
export class AlertTopics extends Construct {
  public readonly arns: TopicArns;
  /** What their alarms are of, as a part of names. */
  public readonly of: string;
  /** Encrypts them: without it nobody is told. */
  public readonly key: EncryptionKey;

  public constructor(scope: Construct, id: string, { alerts, of }: AlertTopicsProps) {
    super(scope, id);
    const purpose = of === undefined ? "alerts" : `${of}-alerts`;
    this.of = of ?? placementOf(this).region;
    this.key = new EncryptionKey(this, "Key", { purpose, statements: keyStatements(this) });
    const [page, ticket] = [this.create("page", alerts.page), this.create("ticket", alerts.ticket)];
    this.arns = { page, ticket };
  }

  private create(severity: NotifyingSeverity, receivers: Receivers): string {
    const id = severity === "page" ? "Page" : "Ticket";
    const topic = new SnsTopic(this, id, {
      name: nameIn(this, "topic", this.of, severity),
      kmsMasterKeyId: this.key.arn,
    });
    new SnsTopicPolicy(this, `${id}Policy`, { arn: topic.arn, policy: policyDocument(topicStatements(this, topic.arn)) });
    for (const { id: role, ...subscription } of subscriptions(receivers))
      new SnsTopicSubscription(this, `${id}-${role}`, { topicArn: topic.arn, ...subscription });
    return topic.arn;
  }
}

/** A subscription as the provider takes it. */
export interface Subscription {
  /** Its role in the topic: by what it says and not by its place, so that one more e-mail address moves no other. */
  readonly id: string;
  readonly protocol: "email" | "https";
  readonly endpoint: string;
  /** Whether the provider waits until the other end has confirmed. */
  readonly endpointAutoConfirms?: true;
}

/** All ways by which SNS itself reaches receivers. */
export function subscriptions({ emails, pagerDuty, opsgenie }: Receivers): readonly Subscription[] {
  return [
    ...emails.map((endpoint) => ({ id: `Email-${endpoint.replaceAll("/", "|")}`, protocol: "email", endpoint }) as const),
    ...https("PagerDuty", pagerDuty),
    ...https("Opsgenie", opsgenie),
  ];
}

function https(id: string, endpoint: string | undefined): readonly Subscription[] {
  return endpoint === undefined ? [] : [{ id, protocol: "https", endpoint, endpointAutoConfirms: true }];
}

/**
 * For EventBridge the account cannot be asked for: "`aws:SourceAccount`, `aws:SourceArn` … is not supported for EventBridge-to-encrypted
 * topics", whose messages then never come. What SNS encrypts for can be: only for topics of this account and region. Whom EventBridge
 * publishes for, the topic's policy asks.
 */
function keyStatements(scope: Construct): readonly PolicyStatement[] {
  const accountId = accountIdOf(scope);
  const use = { actions: ["kms:Decrypt", "kms:GenerateDataKey*"], resources: ["*"] };
  const topics = `arn:aws:sns:${placementOf(scope).region}:${accountId}:*`;
  return [
    { sid: "Alarms", ...use, principals: { Service: [ALARMS] }, conditions: { StringEquals: { "aws:SourceAccount": accountId } } },
    {
      sid: "Events",
      ...use,
      principals: { Service: [EVENTS] },
      conditions: { ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": topics } },
    },
  ];
}

/** Rules of this environment alone: their names begin with it. */
function topicStatements(scope: Construct, topicArn: string): readonly PolicyStatement[] {
  const accountId = accountIdOf(scope);
  const { environment, region } = placementOf(scope);
  const publish = { actions: ["sns:Publish"], resources: [topicArn] };
  const rules = `arn:aws:events:${region}:${accountId}:rule/${environment}-*`;
  return [
    { sid: "Alarms", ...publish, principals: { Service: [ALARMS] }, conditions: { StringEquals: { "aws:SourceAccount": accountId } } },
    { sid: "Events", ...publish, principals: { Service: [EVENTS] }, conditions: { ArnLike: { "aws:SourceArn": rules } } },
  ];
}
