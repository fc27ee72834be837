import { ENVIRONMENT, type Verb, type VerbArgument } from "../verb";

const DATABASE: VerbArgument = { name: "database", description: "database of the environment", form: "database" };

export const DB_PROMOTE: Verb = {
  name: "db promote",
  group: "Operation",
  summary: "Promote the replica in the primary region that the environment file sets",
  details:
    "Promotes the instance, and moves the writer DNS name to it. It calls nothing in the former primary region. Runbook: docs/runbooks/promote-a-database.md",
  arguments: [ENVIRONMENT, DATABASE],
  example: "db promote prod main",
  needs: ["terraform", "credentials"],
  target: "aws-first",
  prompts: true,
  json: true,
  action: async () => (await import("../commands/db-promote.js")).promote,
};

export const DB_REBUILD_REPLICA: Verb = {
  name: "db rebuild-replica",
  formerNames: ["db rebuild-copy"],
  group: "Operation",
  summary: "Recreate a region's instance as a replica of the new primary",
  details: "After a promotion. A former primary is renamed, removed from state, and kept.",
  arguments: [ENVIRONMENT, DATABASE],
  options: [{ flags: "-r, --region <region>", description: "region of the replica", form: "region", required: true }],
  example: "db rebuild-replica prod main --region us-east-1",
  needs: ["terraform", "credentials"],
  target: "aws-first",
  prompts: true,
  json: true,
  check: async () => (await import("../commands/db-rebuild-replica.js")).checkReplicaRegion,
  action: async () => (await import("../commands/db-rebuild-replica.js")).rebuildReplica,
};
