import { ENVIRONMENT, type Verb } from "../verb";

export const DEPLOY: Verb = {
  name: "deploy",
  group: "Deployment",
  summary: "Apply saved and reviewed plans, one region at a time",
  details:
    "Between regions it waits until ECS has completed the rollout, and for the bake time without a paging alarm. Without --plans it applies this commit's plans from the state bucket. After a failure the same command resumes.",
  arguments: [ENVIRONMENT],
  options: [
    { flags: "--plans <folder>", description: "folder of the plan files", form: "folder" },
    { flags: "--group <name>", description: "deploy the plans of one group, made by `plan --group`", form: "group" },
    { flags: "--expect <checksum>", description: "SHA-256 of the manifest of the approved plans", form: "checksum" },
    { flags: "--bake <duration>", description: "bake time between regions (default: rollout.bakeTime)", form: "duration" },
    { flags: "--wait <duration>", description: "how long to wait for a locked state (default: 15 minutes)", form: "duration" },
    { flags: "--despite-alarms", description: "deploy while alarms are firing, for a rollback" },
    { flags: "--report <file>", description: "file of the report (default: .terrace/delivery/<environment>.md)", form: "text" },
  ],
  example: "deploy staging --plans .terrace/plans",
  needs: ["terraform", "credentials"],
  target: "aws-first",
  json: true,
  action: async () => (await import("../commands/deploy.js")).deploy,
};
