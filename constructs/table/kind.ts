import { defineKind, NO_LOGS, NO_PORTS, NO_REACH, NO_STAGES } from "../kind";
import { tableAttributes } from "./attributes";
import { tableModel, tableNames, tableSettings, tableVariables } from "./model";
import { tableLosses } from "./losses";
import { tableRights } from "./rights";
import { tableRules } from "./rules";
import { tableSchema } from "./schema";
import { TABLE_TIERS } from "./watch";
import { tableWatches } from "./watch/region";

export const tableKind = defineKind({
  name: "table",
  map: "tables",
  meaning: "DynamoDB tables, by name.",
  schema: tableSchema,
  stages: NO_STAGES,
  settings: tableSettings,
  rules: tableRules,
  model: tableModel,
  names: tableNames,
  variables: tableVariables,
  attributes: tableAttributes,
  endpoints: () => [],
  reach: NO_REACH,
  ports: NO_PORTS,
  rights: tableRights,
  losses: tableLosses,
  summary: { tier: "Databases", types: ["dynamodb_"] },
  tiers: TABLE_TIERS,
  watch: tableWatches,
  logs: NO_LOGS,
});
