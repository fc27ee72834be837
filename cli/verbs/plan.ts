import { ENVIRONMENT, type Verb } from "../verb";

export const PLAN: Verb = {
  name: "plan",
  group: "Deployment",
  summary: "Plan every stack, and review the plans",
  details:
    "Saves plan files for `deploy`, and a summary in Markdown next to them. The guard blocks plans that delete data or change too much; blocked plans are deleted.",
  arguments: [ENVIRONMENT],
  options: [
    {
      flags: "--base <branch>",
      description: "plan only stacks that differ from this branch, or that read outputs of one that does",
      form: "text",
    },
    {
      flags: "--out <folder>",
      description: "folder of the plan files (default: .terrace/plans; of the local AWS: .terrace/local/plans)",
      form: "text",
    },
    {
      flags: "--group <name>",
      description: "plan only the stacks of this group, and stacks that read outputs of them that will change",
      form: "group",
    },
    { flags: "--store", description: "store the plans in the state bucket for another job" },
    { flags: "--full", description: "print the addresses of all changes" },
    { flags: "--detailed-exitcode", description: "exit code 2 if the plans contain changes" },
  ],
  example: "plan staging --base origin/main",
  needs: ["terraform", "credentials"],
  target: "local-first",
  json: true,
  check: async () => (await import("../commands/plan.js")).checkStore,
  action: async () => (await import("../commands/plan.js")).plan,
};
