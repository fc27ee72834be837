import { alertRules } from "./alerts";
import { bindingRules } from "./bindings";
import { connectionRules } from "./connections";
import { databaseRegionRules } from "./database-regions";
import { databaseRules } from "./databases";
import { deliveryRules } from "./delivery";
import { environmentRules } from "./environment";
import { globalCacheRules } from "./global-caches";
import { interRegionRules } from "./inter-region";
import { metricRules } from "./metrics";
import { networkRules } from "./network";
import { observabilityRules } from "./observability";
import { placeRules } from "./places";
import { queueRules } from "./queues";
import { regionGapRules } from "./region-availability";
import { regionRules } from "./regions";
import { routeRules } from "./routes";
import type { Rule } from "./rule";
import { serviceRules } from "./services";
import { storeRules } from "./stores";
import { tableRules } from "./tables";
import { workloadRules } from "./workloads";

/** All rules between fields, in the order in which their errors are shown. */
export const RULES: readonly Rule[] = [
  ...environmentRules,
  ...regionRules,
  ...placeRules,
  ...networkRules,
  ...interRegionRules,
  ...workloadRules,
  ...bindingRules,
  ...serviceRules,
  ...routeRules,
  ...queueRules,
  ...databaseRules,
  ...databaseRegionRules,
  ...connectionRules,
  ...tableRules,
  ...storeRules,
  ...globalCacheRules,
  ...regionGapRules,
  ...alertRules,
  ...metricRules,
  ...observabilityRules,
  ...deliveryRules,
];
