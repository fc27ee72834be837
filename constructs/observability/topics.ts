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

/** The service principal that publishes metric and composite alarms. */
const ALARMS = "cloudwatch.amazonaws.com";

/** The service principal that publishes events without a metric, such as a disabled key. */
const EVENTS = "events.amazonaws.com";

export interface AlertTopicsProps {
  /** Notification targets by severity. `SlackAlerts` configures Slack once for all regions. */
  readonly alerts: Pick<Alerts, NotifyingSeverity>;
  /** Scope of the alarms, as a part of names, if it is not the region. @default the region */
  readonly of?: string;
}

/**
 * The alert topics of a region: one for each severity, since an alarm can notify only topics of its own region.
 *
 * They use a customer managed KMS key. With the AWS managed key `alias/aws/sns` no notification would be sent: its policy does not allow
 * CloudWatch to use it, and cannot be changed.
 *
 * Each email address receives a confirmation link for each topic and region, and no notifications until it is confirmed. Terraform does not
 * wait for it, and drops an unconfirmed subscription from its state after AWS has deleted it, which happens after some days. PagerDuty and
 * Opsgenie confirm automatically. Their URLs contain an integration key, which is in the Terraform state and visible in SNS: it allows
 * opening and closing incidents, but not reading them.
 *
 * Cost drivers: $1 a month for the key; emails beyond 1,000 a month are $2 for 100,000, HTTPS calls are free up to 100,000.
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
  /** Scope of the alarms, as a part of names. */
  public readonly of: string;
  /** Encrypts the topics: without it, no notification is sent. */
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

/** The region's topics by name, for alarms in stacks that are deployed after the stack of the topics. */
export function topicArnsOf(scope: Construct): TopicArns {
  const { region } = placementOf(scope);
  const arn = (severity: NotifyingSeverity) => `arn:aws:sns:${region}:${accountIdOf(scope)}:${nameIn(scope, "topic", region, severity)}`;
  return { page: arn("page"), ticket: arn("ticket") };
}

/** A subscription as the provider expects it. */
export interface Subscription {
  /** Its role in the topic, derived from its content instead of its position, so that another email address does not move existing ones. */
  readonly id: string;
  readonly protocol: "email" | "https";
  readonly endpoint: string;
  /** Whether the provider waits until the other end has confirmed. */
  readonly endpointAutoConfirms?: true;
}

/** All subscriptions through which SNS itself reaches the notification targets. */
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
 * EventBridge statements cannot have an account condition: "`aws:SourceAccount`, `aws:SourceArn` … is not supported for
 * EventBridge-to-encrypted topics", and messages would be lost. The condition on SNS's encryption context restricts use to topics of this
 * account and region. The topic's policy restricts the source of EventBridge's messages.
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
