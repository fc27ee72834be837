import { ENVIRONMENT, type Verb } from "../verb";

export const DESTROY: Verb = {
  name: "destroy",
  group: "Deployment",
  summary: "Destroy an environment with all its data",
  details:
    'An environment that retains its data is not destroyed: set `removalPolicy: "destroy"` and deploy that first. The state bucket is kept.',
  arguments: [ENVIRONMENT],
  target: "aws-first",
  example: "destroy staging --confirm staging",
  needs: ["terraform"],
  json: true,
  deletes: true,
  action: async () => (await import("../commands/destroy.js")).destroy,
};
