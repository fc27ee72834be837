import { ENVIRONMENT, type Verb, type VerbArgument } from "../verb";

const REGIONS: VerbArgument = { name: "regions", description: "regions of the environment", form: "region", several: true };

export const REGION_EVACUATE: Verb = {
  name: "region evacuate",
  group: "Operation",
  summary: "Remove regions from all public DNS names",
  details: "Calls only Route 53 and the state bucket, and nothing in the regions themselves. Runbook: docs/runbooks/evacuate-a-region.md",
  arguments: [ENVIRONMENT, REGIONS],
  example: "region evacuate prod us-west-2",
  needs: ["terraform", "credentials"],
  target: "aws-first",
  json: true,
  prompts: true,
  check: async () => (await import("../commands/region.js")).checkEvacuation,
  action: async () => (await import("../commands/region.js")).evacuateRegions,
};

export const REGION_RESTORE: Verb = {
  name: "region restore",
  group: "Operation",
  summary: "Restore evacuated regions to the public DNS names",
  arguments: [ENVIRONMENT, REGIONS],
  example: "region restore prod us-west-2",
  needs: ["terraform", "credentials"],
  target: "aws-first",
  json: true,
  prompts: true,
  check: async () => (await import("../commands/region.js")).checkRestore,
  action: async () => (await import("../commands/region.js")).restoreRegions,
};
