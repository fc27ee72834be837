import type { Verb } from "../verb";

export const DEV: Verb = {
  name: "dev",
  group: "Local AWS",
  summary: "Deploy an environment to a local AWS",
  details:
    "Starts the local AWS if it is not running, deploys all stacks with cdktf, and checks that a second plan is empty. It needs no AWS account.",
  arguments: [{ name: "environment", description: "environment from environments/index.ts (default: dev)", optional: true }],
  example: "dev dev",
  needs: ["terraform", "python"],
  action: async () => (await import("../commands/dev.js")).dev,
};

export const DEV_STOP: Verb = {
  name: "dev stop",
  group: "Local AWS",
  summary: "Stop the local AWS of this project",
  options: [{ flags: "--name <name>", description: "name of the server", hidden: true }],
  example: "dev stop",
  action: async () => (await import("../commands/dev-stop.js")).devStop,
};

export const DEV_SHELL: Verb = {
  name: "dev shell",
  group: "Local AWS",
  summary: "Print the variables that point a shell at the local AWS",
  details: 'In a shell: eval "$(npx --no-install terrace dev shell)"',
  example: "dev shell",
  action: async () => (await import("../commands/dev-shell.js")).devShell,
};
