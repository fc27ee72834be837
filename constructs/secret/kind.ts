import { NO_ATTRIBUTES } from "../core/attributes";
import { defineKind, NO_LOGS, NO_PORTS, NO_REACH, NO_STAGES, NO_TIERS, NO_WATCH } from "../kind";
import { type SecretNeeds, type SecretSettings, secretEndpoints, secretModel, secretNames, secretVariables } from "./model";
import { secretLosses } from "./losses";
import { secretRights } from "./rights";
import { secretRules } from "./rules";
import { type SecretEntry, secretSchema } from "./schema";

export const secretKind = defineKind({
  name: "secret",
  map: "secrets",
  meaning: "Secrets, by name.",
  schema: secretSchema,
  stages: NO_STAGES,
  settings: (secret: SecretEntry, _around: { environment: SecretNeeds }): SecretSettings => secret,
  rules: secretRules,
  model: secretModel,
  names: secretNames,
  variables: secretVariables,
  attributes: NO_ATTRIBUTES,
  endpoints: secretEndpoints,
  reach: NO_REACH,
  ports: NO_PORTS,
  rights: secretRights,
  losses: secretLosses,
  summary: { tier: "Identity", types: ["secretsmanager_"] },
  tiers: NO_TIERS,
  watch: NO_WATCH,
  logs: NO_LOGS,
});
