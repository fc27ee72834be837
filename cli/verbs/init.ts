import type { Verb } from "../verb";

export const INIT: Verb = {
  name: "init",
  group: "Project",
  summary: "Create a project in this folder",
  details:
    "Writes at most ten files, and installs packages. An existing package.json is extended; if another file exists, nothing is written. At a terminal it prompts for missing options.",
  options: [
    { flags: "--name <name>", description: "name of the project", form: "own" },
    { flags: "--domain <domain>", description: "domain of the platform", form: "own" },
    { flags: "--region <region>", description: "AWS region; the first one is primary", form: "own", repeatable: true },
    { flags: "--service <name:port>", description: "HTTP service and the port that it listens on", form: "own", repeatable: true },
    { flags: "--worker <name:queue>", description: "worker and the queue that it consumes", form: "own", repeatable: true },
    {
      flags: "--image <image>",
      description: "image of all workloads, or <workload>=<image> (default: the first release)",
      form: "own",
      repeatable: true,
    },
    { flags: "--database <engine>", description: "database engine: postgres or mysql", form: "own" },
    { flags: "--cache", description: "add a cache" },
    { flags: "--queue", description: "add a queue without a worker" },
    { flags: "--environment <name>", description: "name of the first environment (default: prod)", form: "own" },
    { flags: "--ci <system>", description: "add a workflow for github", choices: ["github"] },
    { flags: "--no-install", description: "do not run npm install" },
  ],
  example: "init --name shop --domain shop.example.com --region us-east-1 --service web:3000 --database postgres",
  anywhere: true,
  json: true,
  prompts: true,
  action: async () => (await import("../commands/init.js")).init,
};
