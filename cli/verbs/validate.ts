import { ENVIRONMENT, type Verb } from "../verb";

export const VALIDATE: Verb = {
  name: "validate",
  group: "Project",
  summary: "Check all environments, or one, against the schema and all rules",
  arguments: [{ ...ENVIRONMENT, optional: true }],
  example: "validate",
  json: true,
  action: async () => (await import("../commands/validate.js")).validate,
};
