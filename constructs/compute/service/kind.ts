import { defineWorkloadKind } from "../workload-kind";
import { placementRules } from "./placement-rules";
import { serviceModel, serviceSettings } from "./model";
import { routeRules } from "./route-rules";
import { serviceRules } from "./rules";
import { serviceSchema } from "./schema";

export const serviceKind = defineWorkloadKind({
  name: "service",
  map: "services",
  meaning: "Services that respond to requests, by name.",
  schema: serviceSchema,
  settings: serviceSettings,
  rules: [...serviceRules, ...routeRules, ...placementRules],
  model: serviceModel,
  consumes: () => [],
});
