import { defineKind, NO_LOGS, NO_PORTS, NO_REACH, NO_STAGES } from "../kind";
import { queueAttributes } from "./attributes";
import { queueModel, queueNames, queueSettings, queueVariables } from "./model";
import { queueLosses } from "./losses";
import { queueRights } from "./rights";
import { queueRules } from "./rules";
import { queueSchema } from "./schema";
import { QUEUE_TIERS, queueWatches } from "./watch";

export const queueKind = defineKind({
  name: "queue",
  map: "queues",
  meaning: "Queues, by name.",
  schema: queueSchema,
  stages: NO_STAGES,
  settings: queueSettings,
  rules: queueRules,
  model: queueModel,
  names: queueNames,
  variables: queueVariables,
  attributes: queueAttributes,
  endpoints: () => ["sqs"],
  reach: NO_REACH,
  ports: NO_PORTS,
  rights: queueRights,
  losses: queueLosses,
  summary: { tier: "Queues", types: ["sqs_"] },
  tiers: QUEUE_TIERS,
  watch: queueWatches,
  logs: NO_LOGS,
});
