import { ENVIRONMENT, type Verb } from "../verb";

export const UNLOCK: Verb = {
  name: "unlock",
  group: "Operation",
  summary: "Show who holds the lock of a state, and remove the lock of a killed run",
  details: "It refuses to run while a process of this machine still holds the lock.",
  arguments: [ENVIRONMENT, { name: "stack", description: "name of the stack, such as prod-edge", form: "stack" }],
  example: "unlock prod prod-edge",
  needs: ["credentials"],
  target: "aws-first",
  json: true,
  prompts: true,
  action: async () => (await import("../commands/unlock.js")).unlock,
};
