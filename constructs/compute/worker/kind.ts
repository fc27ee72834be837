import { defineWorkloadKind } from "../workload-kind";
import { workerModel, workerSettings } from "./model";
import { workerRules } from "./rules";
import { workerSchema } from "./schema";

export const workerKind = defineWorkloadKind({
  name: "worker",
  map: "workers",
  meaning: "Workers that receive messages from queues, by name.",
  schema: workerSchema,
  settings: workerSettings,
  rules: workerRules,
  model: workerModel,
  consumes: ({ consumes }) => [consumes],
});
