import { kindRules } from "../../constructs/registry";
import { alertRules } from "./alerts";
import { bindingRules } from "./bindings";
import { connectionRules } from "./connections";
import { containerTextRules } from "./container-texts";
import { deliveryRules } from "./delivery";
import { deliveryTrustRules } from "./delivery-trust";
import { egressRules } from "./egress";
import { environmentRules } from "./environment";
import { interRegionRules } from "./inter-region";
import { metricRules } from "./metrics";
import { networkRules } from "./network";
import { originsRules } from "./origins";
import { observabilityRules } from "./observability";
import { referenceRules } from "./references";
import { regionLayoutRules } from "./region-layout";
import { regionRules } from "./regions";
import type { Rule } from "./rule";
import { groupRules } from "../../constructs/compute/groups";
import { WORKLOAD_KINDS } from "../../constructs/compute/workloads";
import { workloadSecretRules } from "./workload-secrets";
import { workloadRules } from "./workloads";

/** All rules that involve several fields. */
export const RULES: readonly Rule[] = [
  ...environmentRules,
  ...regionRules,
  ...regionLayoutRules,
  ...networkRules,
  ...originsRules,
  ...interRegionRules,
  ...workloadRules,
  ...containerTextRules,
  ...egressRules,
  ...bindingRules,
  ...workloadSecretRules,
  ...referenceRules,
  ...WORKLOAD_KINDS.flatMap<Rule>(({ rules }) => [...rules]),
  ...groupRules,
  ...kindRules,
  ...connectionRules,
  ...alertRules,
  ...metricRules,
  ...observabilityRules,
  ...deliveryRules,
  ...deliveryTrustRules,
];
