import { defineWorkloadKind } from "../workload-kind";
import { workerModel, workerSettings } from "./model";
import { workerRules } from "./rules";
import { workerSchema } from "./schema";

export const workerKind = defineWorkloadKind({
  name: "worker",
  map: "workers",
  meaning: "Workers, which process messages of a queue or find their work themselves, by name.",
  schema: workerSchema,
  settings: workerSettings,
  rules: workerRules,
  model: workerModel,
  consumes: ({ consumes }) => (consumes === undefined ? [] : [consumes]),
});
