import { defineKind } from "../kind";
import { cacheAvailabilityRules } from "./availability-rules";
import { globalCacheRules } from "./global-rules";
import { cacheModel, cacheNames, cacheSettings, cacheStages, cacheVariables } from "./model";
import { cacheRules } from "./rules";
import { cacheSchema } from "./schema";

export const cacheKind = defineKind({
  name: "cache",
  map: "caches",
  meaning: "Redis-compatible caches, by name.",
  schema: cacheSchema,
  stages: cacheStages,
  settings: cacheSettings,
  rules: [...cacheRules, ...globalCacheRules, ...cacheAvailabilityRules],
  model: cacheModel,
  names: cacheNames,
  variables: cacheVariables,
});
