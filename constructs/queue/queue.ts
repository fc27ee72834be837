import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import { type Queue as QueueModel, queueVariables } from "./model";
import { type Duration, seconds } from "../../language/units";
import { variablesOf } from "../core/variables";
import { accountIdOf } from "../core/account";
import type { AttributeValues } from "../core/attributes";
import type { Bindable, Binding } from "../core/bindings";
import type { EncryptionKey } from "../core/encryption-key";
import { nameIn, placementOf, statefulLifecycle } from "../core/placement";
import { type PolicyStatement, policyDocument } from "../core/policy";
import type { queueAttributes } from "./attributes";
import { consumableQueue } from "./consumable";

/** AWS's maximum, since people inspect the dead-letter queue, with weekends and holidays in between. */
const DEAD_LETTER_RETENTION: Duration = "14 days";

/** The longest long poll: an empty queue causes three requests a minute for each consumer. */
const RECEIVE_WAIT: Duration = "20 seconds";

/**
 * How long SQS reuses a data key. A shorter period causes more KMS calls, a longer one keeps a disabled key in use; 5 minutes is AWS's
 * default.
 */
const DATA_KEY_REUSE: Duration = "5 minutes";

export interface QueueProps {
  readonly queue: QueueModel;
  readonly key: EncryptionKey;
}

/**
 * A queue with its own dead-letter queue, which accepts messages of this queue only.
 *
 * Both are created with all their attributes: separate resources for policies and redrive would leave the queue open until they exist and
 * add waits. The ARNs are literals, because references between the two queues would be a cycle.
 *
 * FIFO queues drop a message with the same body within five minutes unless the sender sets a deduplication ID. They order and deduplicate
 * within each message group, which avoids the limit of 300 calls a second.
 *
 * @example
 * new Queue(this, "Queue-emails", { queue: platform.queues[0], key: dataKey });
 *
 * Cost drivers: $0.40 a million requests (FIFO $0.50); long polling avoids most empty receives.
 */
export class Queue extends Construct implements Bindable {
  public readonly arn: string;
  public readonly url: string;
  /** The queue's name in metrics. */
  public readonly queueName: string;
  public readonly deadLetterQueueName: string;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: QueueProps,
  ) {
    super(scope, id);
    this.queueName = this.nameOf(props.queue.name);
    this.deadLetterQueueName = this.nameOf(`${props.queue.name}-dead-letters`);
    const deadLetters = this.createDeadLetters();
    const queue = this.create(deadLetters.arn);
    this.arn = queue.arn;
    this.url = queue.url;
  }

  /** The binding for senders. */
  public bind(): Binding {
    return this.binding(["sqs:SendMessage"], ["kms:GenerateDataKey", "kms:Decrypt"]);
  }

  /** Attributes for the worker that consumes the queue. */
  public get consumable() {
    return consumableQueue(this.props.queue, this.queueName);
  }

  /** The binding for the worker that consumes the queue. */
  public bindConsumer(): Binding {
    return this.binding(
      ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"],
      ["kms:Decrypt"],
    );
  }

  private create(deadLettersArn: string): SqsQueue {
    const { queue } = this.props;
    return new SqsQueue(this, "Resource", {
      ...this.common(this.queueName),
      visibilityTimeoutSeconds: seconds(queue.visibility),
      messageRetentionSeconds: seconds(queue.retention),
      delaySeconds: seconds(queue.delay),
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLettersArn, maxReceiveCount: queue.maxReceives }),
    });
  }

  private createDeadLetters(): SqsQueue {
    return new SqsQueue(this, "DeadLetters", {
      ...this.common(this.deadLetterQueueName),
      messageRetentionSeconds: seconds(DEAD_LETTER_RETENTION),
      redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [this.arnOf(this.queueName)] }),
    });
  }

  private common(name: string) {
    return {
      name,
      // A dead-letter queue must be of its source's type.
      ...(this.props.queue.type === "fifo" && {
        fifoQueue: true,
        contentBasedDeduplication: true,
        deduplicationScope: "messageGroup",
        fifoThroughputLimit: "perMessageGroupId",
      }),
      receiveWaitTimeSeconds: seconds(RECEIVE_WAIT),
      kmsMasterKeyId: this.props.key.arn,
      kmsDataKeyReusePeriodSeconds: seconds(DATA_KEY_REUSE),
      policy: policyDocument([tlsOnly(this.arnOf(name))]),
      lifecycle: statefulLifecycle(this),
    };
  }

  private binding(actions: readonly string[], keyActions: readonly string[]): Binding {
    const { queue, key } = this.props;
    return {
      name: queue.name,
      attributes: { url: this.url } satisfies AttributeValues<typeof queueAttributes>,
      environment: variablesOf(queueVariables, queue.name, { URL: this.url }),
      secrets: {},
      taskStatements: [{ actions, resources: [this.arn] }, this.useOfKey(keyActions, key)],
      executionStatements: [],
      connections: [],
    };
  }

  private useOfKey(actions: readonly string[], key: EncryptionKey): PolicyStatement {
    return {
      actions,
      resources: [key.arn],
      conditions: { StringEquals: { "kms:ViaService": `sqs.${placementOf(this).region}.amazonaws.com` } },
    };
  }

  private nameOf(part: string): string {
    return nameIn(this, "queue", `${part}${this.props.queue.type === "fifo" ? ".fifo" : ""}`);
  }

  private arnOf(name: string): string {
    return `arn:aws:sqs:${placementOf(this).region}:${accountIdOf(this)}:${name}`;
  }
}

/** Denies every request without TLS. A deny statement can cover all actions. */
function tlsOnly(arn: string): PolicyStatement {
  return {
    sid: "TlsOnly",
    effect: "Deny",
    principals: "*",
    actions: ["sqs:*"],
    resources: [arn],
    conditions: { Bool: { "aws:SecureTransport": "false" } },
  };
}
