import type { Verb } from "../verb";

export const POLICY: Verb = {
  name: "policy",
  group: "Deployment",
  summary: "Check the synthesized stacks with Checkov and Terrace's own rules",
  details: "Prints accepted exceptions with their reasons, and fails on every other finding. It calls no AWS API.",
  options: [
    { flags: "--app <command>", description: "synthesize with this command instead of the one in cdktf.json", form: "text" },
    { flags: "--strict", description: "fail on unused exceptions too" },
  ],
  example: "policy",
  needs: ["python"],
  json: true,
  action: async () => (await import("../commands/policy.js")).policy,
};
