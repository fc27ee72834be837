import { ENVIRONMENT, type Verb } from "../verb";

export const DRIFT: Verb = {
  name: "drift",
  group: "Operation",
  summary: "Compare an environment with its deployment",
  details: "Read-only: the plan role is sufficient. Fails if there is drift, or if the check itself failed.",
  arguments: [ENVIRONMENT],
  options: [
    { flags: "--report <file>", description: "file of the report (default: .terrace/drift/<environment>.md)", form: "text" },
    { flags: "--detailed-exitcode", description: "exit code 2 if there is drift, 1 only if the check failed" },
  ],
  example: "drift prod",
  needs: ["terraform", "credentials"],
  target: "local-first",
  json: true,
  action: async () => (await import("../commands/drift.js")).drift,
};
