import { ENVIRONMENT, type Verb } from "../verb";

export const SECRET_SET: Verb = {
  name: "secret set",
  group: "Operation",
  summary: "Write a new value of a secret, read from standard input",
  details: "In the home region; the replicas in other regions follow. At a terminal it prompts for the value, and does not show it.",
  arguments: [ENVIRONMENT, { name: "name", description: "secret of the environment", form: "secret" }],
  target: "aws-first",
  example: "secret set prod mail-key < mail-key.txt",
  json: true,
  action: async () => (await import("../commands/secret-set.js")).secretSet,
};
