import type { Queue as QueueModel } from "../../../constructs/queue/model";
import { EncryptionKey } from "../../../constructs/core/encryption-key";
import type { Placement } from "../../../constructs/core/placement";
import { Queue } from "../../../constructs/queue/queue";
import {
  type Block,
  referenceTo,
  resource,
  resources,
  statementsOf,
  type StackJson,
  synthesizeConstructs,
  outputValue,
} from "../../support/synth";

const EMAILS: QueueModel = {
  name: "emails",
  type: "standard",
  visibility: "90 seconds",
  maxReceives: 5,
  retention: "4 days",
  delay: "15 seconds",
};
const ORDERS: QueueModel = { ...EMAILS, name: "orders", type: "fifo" };

function synth(queue: QueueModel, placement: Partial<Placement> = {}): StackJson {
  return synthesizeConstructs((stack) => {
    const made = new Queue(stack, "Queue", { queue, key: new EncryptionKey(stack, "DataKey", { purpose: "data" }) });
    stack.addOverride("output.sending.value", made.bind());
    stack.addOverride("output.receiving.value", made.bindConsumer());
    stack.addOverride("output.names.value", [made.queueName, made.deadLetterQueueName]);
  }, placement);
}

const json = synth(EMAILS);
const queue = resource(json, "aws_sqs_queue", "Queue/Resource");
const deadLetters = resource(json, "aws_sqs_queue", "Queue/DeadLetters");
const key = referenceTo(json, "aws_kms_key", "DataKey/Resource", "arn");
const arnOf = (name: string) => `arn:aws:sqs:us-east-1:\${data.aws_caller_identity.Account.account_id}:${name}`;
const parsed = (block: Block, argument: string): unknown => JSON.parse(block[argument] as string);

test("has the durations of the model in seconds", () => {
  expect(queue).toMatchObject({
    name: "dev-emails",
    visibility_timeout_seconds: 90,
    message_retention_seconds: 345600,
    delay_seconds: 15,
    receive_wait_time_seconds: 20,
  });
  expect(queue).not.toHaveProperty("fifo_queue");
});

test("a message that fails too often goes to a dead-letter queue that retains it for 14 days and accepts no other source", () => {
  expect(parsed(queue, "redrive_policy")).toEqual({
    deadLetterTargetArn: referenceTo(json, "aws_sqs_queue", "Queue/DeadLetters", "arn"),
    maxReceiveCount: 5,
  });
  expect(deadLetters).toMatchObject({ name: "dev-emails-dead-letters", message_retention_seconds: 1209600 });
  expect(parsed(deadLetters, "redrive_allow_policy")).toEqual({ redrivePermission: "byQueue", sourceQueueArns: [arnOf("dev-emails")] });
});

test("both queues of a FIFO pair are FIFO, by type and by name", () => {
  const fifo = resources(synth(ORDERS), "aws_sqs_queue");
  expect(fifo.map(({ name }) => name)).toEqual(["dev-orders.fifo", "dev-orders-dead-letters.fifo"]);
  for (const each of fifo)
    expect(each).toMatchObject({
      fifo_queue: true,
      content_based_deduplication: true,
      deduplication_scope: "messageGroup",
      fifo_throughput_limit: "perMessageGroupId",
    });
});

test.each([
  ["the queue", queue, "dev-emails"],
  ["the dead-letter queue", deadLetters, "dev-emails-dead-letters"],
])("%s is created with a customer managed key and a policy that denies requests without TLS", (_, each, name) => {
  expect(each).toMatchObject({ kms_master_key_id: key, kms_data_key_reuse_period_seconds: 300 });
  expect(statementsOf(each)).toEqual([
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:*",
      Resource: arnOf(name),
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ]);
});

test("both queues are protected from deletion by Terraform if data is retained", () => {
  expect([queue, deadLetters].map(({ lifecycle }) => lifecycle)).toEqual([{ prevent_destroy: true }, { prevent_destroy: true }]);
  for (const each of resources(synth(EMAILS, { removalPolicy: "destroy" }), "aws_sqs_queue"))
    expect(each.lifecycle).toEqual({ prevent_destroy: false });
});

describe("bindings", () => {
  const of = (output: string) => outputValue(json, output);
  const viaSqs = { StringEquals: { "kms:ViaService": "sqs.us-east-1.amazonaws.com" } };
  const arn = referenceTo(json, "aws_sqs_queue", "Queue/Resource", "arn");

  test("a sender is allowed to send, and to use the key through SQS", () => {
    expect(of("sending").taskStatements).toEqual([
      { actions: ["sqs:SendMessage"], resources: [arn] },
      { actions: ["kms:GenerateDataKey", "kms:Decrypt"], resources: [key], conditions: viaSqs },
    ]);
  });

  test("a consumer is allowed to receive, extend and delete, but not to send", () => {
    expect(of("receiving").taskStatements).toEqual([
      { actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"], resources: [arn] },
      { actions: ["kms:Decrypt"], resources: [key], conditions: viaSqs },
    ]);
  });

  test("both bindings contain the URL and need no security group rule", () => {
    for (const binding of [of("sending"), of("receiving")])
      expect(binding).toMatchObject({
        environment: { EMAILS_QUEUE_URL: referenceTo(json, "aws_sqs_queue", "Queue/Resource", "url") },
        connections: [],
        secrets: {},
        executionStatements: [],
      });
  });

  test("exposes both queue names for metrics", () => {
    expect(outputValue(json, "names")).toEqual(["dev-emails", "dev-emails-dead-letters"]);
  });
});

test("rejects a name that is too long for AWS, including the dead-letter queue's name", () => {
  expect(() => synth({ ...ORDERS, name: "o".repeat(59) })).toThrow(
    /queue name "dev-o+-dead-letters\.fifo" is 81 characters long; AWS allows 80/,
  );
  expect(() => synth({ ...ORDERS, name: "o".repeat(58) })).not.toThrow();
});
