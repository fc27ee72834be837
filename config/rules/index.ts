import { kindRules } from "../../constructs/registry";
import { alertRules } from "./alerts";
import { bindingRules } from "./bindings";
import { connectionRules } from "./connections";
import { containerTextRules } from "./container-texts";
import { deliveryRules } from "./delivery";
import { deliveryTrustRules } from "./delivery-trust";
import { environmentRules } from "./environment";
import { interRegionRules } from "./inter-region";
import { metricRules } from "./metrics";
import { networkRules } from "./network";
import { observabilityRules } from "./observability";
import { placeRules } from "./region-layout";
import { regionRules } from "./regions";
import { routeRules } from "../../constructs/compute/service/route-rules";
import type { Rule } from "./rule";
import { serviceRules } from "../../constructs/compute/service/rules";
import { workerRules } from "../../constructs/compute/worker/rules";
import { workloadRules } from "./workloads";

/** All rules between fields, in the order in which their errors are shown. */
export const RULES: readonly Rule[] = [
  ...environmentRules,
  ...regionRules,
  ...placeRules,
  ...networkRules,
  ...interRegionRules,
  ...workloadRules,
  ...containerTextRules,
  ...bindingRules,
  ...serviceRules,
  ...routeRules,
  ...workerRules,
  ...kindRules,
  ...connectionRules,
  ...alertRules,
  ...metricRules,
  ...observabilityRules,
  ...deliveryRules,
  ...deliveryTrustRules,
];
