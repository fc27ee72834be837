import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import { chunkSuffix, chunks } from "../../../language/chunks";
import type { EncryptionKey } from "../../core/encryption-key";
import { nameIn, placementOf } from "../../core/placement";
import { runbookAddress } from "../../alarms/alarm-text";
import type { AlertTopics } from "../topics";

export interface KeyEventsProps {
  /** The alert topics. Their own key is monitored too: without it, no notification is sent. */
  readonly alerts: Pick<AlertTopics, "arns" | "of"> & { readonly key: Key };
  /** All other keys. */
  readonly keys: readonly Key[];
  /** The folder of the runbooks, without a trailing slash. */
  readonly runbooks: string;
}

type Key = Pick<EncryptionKey, "arn">;

/** The runbook in `docs/runbooks`, without `.md`. */
export const KEY_RUNBOOK = "key-disabled";

/**
 * Pages when a KMS key is disabled or scheduled for deletion: databases and buckets that it encrypts become unavailable, some only hours
 * later, and no metric shows it. A deletion waits for 7 to 30 days and can be canceled until then.
 *
 * There are two rules: API calls, which EventBridge receives from CloudTrail and therefore only in an account with a trail of management
 * events; and KMS's own events, which need no trail.
 *
 * The message is a custom notification of Amazon Q Developer in chat applications, which drops other messages that are not alarms; in an
 * email it is JSON.
 *
 * Cost drivers: none; events of AWS services are free.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-kms.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export class KeyEvents extends Construct {
  public constructor(scope: Construct, id: string, { alerts, keys: others, runbooks }: KeyEventsProps) {
    super(scope, id);
    const { environment, region } = placementOf(this);
    for (const { id: role, name, paths, what, pattern, keys } of rulesFor([alerts.key, ...others].map(({ arn }) => arn))) {
      const rule = new CloudwatchEventRule(this, role, {
        name: nameIn(this, "eventRule", alerts.of, name),
        description: "A key is disabled, deleted, or will be",
        eventPattern: JSON.stringify(pattern(keys)),
      });
      const description = `${what} in ${environment}, ${region}, at <time>. Data encrypted with the key cannot be read without it.`;
      new CloudwatchEventTarget(this, `${role}Page`, {
        rule: rule.name,
        targetId: "page",
        arn: alerts.arns.page,
        inputTransformer: {
          inputPaths: { ...paths, time: "$.time" },
          inputTemplate: JSON.stringify({
            version: "1.0",
            source: "custom",
            content: {
              title: `KMS key of ${environment} in ${region} is disabled or scheduled for deletion`,
              description: `${description} Runbook: ${runbookAddress(KEY_RUNBOOK, runbooks)}`,
            },
          }),
        },
      });
    }
  }
}

/**
 * Number of keys in a pattern: a pattern can have 2,048 characters, of which an ARN uses up to 82 with its quotes, and the rest 300.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
const KEYS_OF_A_PATTERN = 20;

/** The rules, repeated for each group of keys that fits in one pattern. */
function rulesFor(keyArns: readonly string[]) {
  return chunks(keyArns, KEYS_OF_A_PATTERN).flatMap((keys, index) => {
    const ending = chunkSuffix(index);
    return RULES.map((rule) => ({ ...rule, id: `${rule.id}${ending}`, name: `${rule.name}${ending}`, keys }));
  });
}

interface KeyRule {
  readonly id: string;
  readonly name: string;
  /** JSON paths of the values in the text. */
  readonly paths: Readonly<Record<string, string>>;
  readonly what: string;
  readonly pattern: (keyArns: readonly string[]) => object;
}

const RULES: readonly KeyRule[] = [
  {
    id: "Calls",
    name: "key-calls",
    paths: { call: "$.detail.eventName", key: "$.detail.resources[0].ARN", who: "$.detail.userIdentity.arn" },
    what: "<who> called <call> on <key>",
    pattern: (keyArns) => ({
      source: ["aws.kms"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        eventSource: ["kms.amazonaws.com"],
        eventName: ["DisableKey", "ScheduleKeyDeletion", "DeleteImportedKeyMaterial"],
        // Excludes rejected calls.
        errorCode: [{ exists: false }],
        resources: { ARN: keyArns },
      },
    }),
  },
  {
    id: "Losses",
    name: "key-losses",
    paths: { event: "$.detail-type", key: "$.resources[0]" },
    what: "<event> of <key>",
    pattern: (keyArns) => ({
      source: ["aws.kms"],
      "detail-type": ["KMS CMK Deletion", "KMS Imported Key Material Expiration"],
      resources: keyArns,
    }),
  },
];
