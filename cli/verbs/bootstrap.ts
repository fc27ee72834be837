import { ENVIRONMENT, type Verb } from "../verb";

export const BOOTSTRAP: Verb = {
  name: "bootstrap",
  group: "Deployment",
  summary: "Create the state bucket and the foundation stacks of an environment",
  details:
    "The first step in an AWS account, with the permissions of an administrator. It creates or updates the bucket of the Terraform states, its replica if the environment has several regions, and the foundation: image repositories, DNS zone and roles of the pipeline. It can be repeated at any time.",
  arguments: [ENVIRONMENT],
  options: [{ flags: "--state-only", description: "create only the state bucket and its replica" }],
  example: "bootstrap prod",
  needs: ["terraform", "credentials"],
  target: "aws-first",
  json: true,
  prompts: true,
  action: async () => (await import("../commands/bootstrap.js")).bootstrap,
};
