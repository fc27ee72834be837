import { defineKind } from "../kind";
import { databaseAttributes } from "./attributes";
import { databaseAvailabilityRules } from "./availability-rules";
import { DATABASE_PORTS, databaseModel, databaseNames, databaseSettings, databaseStages, databaseVariables } from "./model";
import { databaseRegionRules } from "./region-rules";
import { databaseLosses } from "./losses";
import { databaseRights } from "./rights";
import { databaseRules } from "./rules";
import { databaseSchema } from "./schema";
import { DATABASE_TIERS } from "./watch";
import { databaseWatches } from "./watch/region";
import { DATABASE_QUESTIONS, databaseLogGroups } from "./logs";

export const databaseKind = defineKind({
  name: "database",
  map: "databases",
  meaning: "Relational databases, by name.",
  schema: databaseSchema,
  stages: databaseStages,
  settings: databaseSettings,
  rules: [...databaseRules, ...databaseRegionRules, ...databaseAvailabilityRules],
  model: databaseModel,
  names: databaseNames,
  variables: databaseVariables,
  attributes: databaseAttributes,
  endpoints: () => ["secretsmanager"],
  reach: ({ regions }) => regions,
  ports: ({ engine }) => [DATABASE_PORTS[engine]],
  sql: true,
  rights: databaseRights,
  losses: databaseLosses,
  summary: { tier: "Databases", types: ["db_", "rds_"] },
  tiers: DATABASE_TIERS,
  watch: databaseWatches,
  logs: { questions: DATABASE_QUESTIONS, groups: databaseLogGroups },
});
