import { defineKind, NO_STAGES } from "../kind";
import { tableModel, tableNames, tableSettings, tableVariables } from "./model";
import { tableRules } from "./rules";
import { tableSchema } from "./schema";

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
});
