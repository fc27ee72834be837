import { defineKind } from "../kind";
import { cacheAttributes } from "./attributes";
import { cacheAvailabilityRules } from "./availability-rules";
import { globalCacheRules } from "./global-rules";
import { CACHE_PORT, cacheModel, cacheNames, cacheSettings, cacheStages, cacheVariables } from "./model";
import { cacheLosses } from "./losses";
import { cacheRights } from "./rights";
import { cacheRules } from "./rules";
import { cacheSchema } from "./schema";
import { CACHE_TIERS } from "./watch";
import { cacheWatches } from "./watch/region";
import { CACHE_QUESTIONS, cacheLogGroups } from "./logs";

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
  attributes: cacheAttributes,
  endpoints: () => [],
  // A global cache has a member in every region, and any of them can become the primary.
  reach: ({ global }, remaining) => (global && remaining.length > 1 ? remaining : []),
  ports: () => [CACHE_PORT],
  rights: cacheRights,
  losses: cacheLosses,
  summary: { tier: "Caches", types: ["elasticache_"] },
  tiers: CACHE_TIERS,
  watch: cacheWatches,
  logs: { questions: CACHE_QUESTIONS, groups: cacheLogGroups },
});
