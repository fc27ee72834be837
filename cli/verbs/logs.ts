import { ENVIRONMENT, type Verb } from "../verb";

export const LOGS: Verb = {
  name: "logs",
  group: "Operation",
  summary: "Print the log of a service or worker, from all its regions",
  arguments: [ENVIRONMENT, { name: "workload", description: "service or worker of the environment", form: "workload" }],
  options: [
    { flags: "--since <duration>", description: "how far back (default: 10 minutes)", form: "duration" },
    { flags: "-f, --follow", description: "print new events until Ctrl-C" },
    { flags: "-r, --region <region>", description: "only this region", form: "region" },
    { flags: "--filter <pattern>", description: "filter pattern of CloudWatch Logs", form: "text" },
  ],
  target: "aws-first",
  example: 'logs prod api --since "1 hour" --filter ERROR',
  json: true,
  check: async () => (await import("../commands/logs.js")).checkFollow,
  action: async () => (await import("../commands/logs.js")).logs,
};
