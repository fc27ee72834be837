import type { Verb } from "../verb";

export const DEV: Verb = {
  name: "dev",
  group: "Local AWS",
  summary: "Deploy an environment to a local AWS",
  details: [
    "Starts the local AWS if it is not running, deploys all stacks with cdktf, and checks that a second plan is empty. It needs no AWS account. Containers do not run there.",
    "Only one run at a time can use the local AWS of a project. If a run was killed, the next one removes its remains.",
  ].join("\n\n"),
  arguments: [
    {
      name: "environment",
      description: "environment from environments/index.ts (default: the only one)",
      form: "environment",
      optional: true,
    },
  ],
  options: [
    { flags: "--fresh", description: "start with an empty local AWS" },
    { flags: "--timings", description: "also print where the time went" },
  ],
  example: "dev dev",
  needs: ["terraform", "python"],
  check: async () => (await import("../commands/dev.js")).environmentOf,
  action: async () => (await import("../commands/dev.js")).dev,
};

export const DEV_STOP: Verb = {
  name: "dev stop",
  group: "Local AWS",
  summary: "Stop the local AWS of this project",
  details: "Also ends a `terrace dev` in progress, and the processes that a killed one left. It ends no process of another folder.",
  options: [{ flags: "--name <name>", description: "name of the server", form: "text", hidden: true }],
  example: "dev stop",
  json: true,
  action: async () => (await import("../commands/dev-stop.js")).devStop,
};

export const DEV_SHELL: Verb = {
  name: "dev shell",
  group: "Local AWS",
  summary: "Open a shell that uses the local AWS",
  details:
    'Terraform, cdktf and the AWS tools in this shell use the local AWS. For the current shell: eval "$(npx --no-install terrace dev shell --print)"',
  options: [{ flags: "--print", description: "print the variables, for eval, instead of opening a shell" }],
  example: "dev shell",
  action: async () => (await import("../commands/dev-shell.js")).devShell,
};
