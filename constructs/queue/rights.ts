import { type KindRights, actionsOf } from "../core/actions";

const sqs = actionsOf("sqs");

export const queueRights: KindRights = {
  resources: {
    aws_sqs_queue: {
      read: sqs("GetQueueAttributes GetQueueUrl ListQueueTags"),
      write: sqs("CreateQueue SetQueueAttributes DeleteQueue TagQueue UntagQueue"),
    },
  },
  scopes: { sqs: (name) => [`${name}-*`] },
  tasks: sqs("ChangeMessageVisibility DeleteMessage GetQueueAttributes ReceiveMessage SendMessage"),
};
