import type { App } from "cdktf";
import type { Platform } from "../../config/model";
import { balancersOf, httpServices, networkServices } from "../../constructs/compute/balancers";
import { numbered } from "../../constructs/load-balancing/numbered";
import { Tokens } from "../../constructs/core/tokens";
import type { FollowedAlarm } from "../../constructs/alarms/regional-health-check";
import type { Watch } from "../../constructs/watching/watch";
import { EdgeStack, type RegionalEntry } from "../../stacks/edge-stack";
import { FoundationStack } from "../../stacks/foundation-stack";
import { type StackJson, synthesize } from "../support/synth";

const alarm = (region: string, role: string): FollowedAlarm => ({
  alarmName: `test-${region}-${role}`,
  namespaceInput: "AWS/ApplicationELB",
  metricNameInput: "HealthyHostCount",
  statisticInput: "Maximum",
  dimensionsInput: { LoadBalancer: `app/${region}/1` },
  comparisonOperatorInput: "LessThanThreshold",
  thresholdInput: 1,
  periodInput: 60,
  evaluationPeriodsInput: 2,
  datapointsToAlarmInput: 2,
  treatMissingDataInput: "breaching",
});

/** Outputs of a region's service stack, as plain values. */
function entry(region: string, platform: Platform): RegionalEntry {
  const layer4 = networkServices(platform.services);
  const http = balancersOf(httpServices(platform.services));
  const address = (kind: string, number: number) => ({
    dnsName: `${numbered(kind, number)}.${region}.example`,
    hostedZoneId: `Z${numbered(kind.toUpperCase(), number)}${region}`,
  });
  return {
    loadBalancers: new Map(http.map(({ number }) => [number, address("alb", number)])),
    originAlarms: new Map(http.map(({ number }) => [number, alarm(region, numbered("origin", number))])),
    networkLoadBalancers: new Map(balancersOf(layer4).map(({ number }) => [number, address("nlb", number)])),
    serviceAlarms: new Map(layer4.map(({ name }) => [name, alarm(region, `${name}-down`)])),
  };
}

export interface SynthesizedEdge {
  readonly foundation: StackJson;
  readonly edge: StackJson;
  /** Monitoring properties of the public DNS names, with references in Terraform syntax. */
  readonly watches: readonly Watch[];
}

/** The Terraform of foundation and edge. */
export function synthesizeEdge(platform: Platform): SynthesizedEdge {
  let watches: readonly Watch[] = [];
  const stacks = synthesize((app: App) => {
    const foundation = new FoundationStack(app, "test-foundation", { platform });
    const remaining = platform.regions.filter(({ decommissioning }) => !decommissioning);
    const services = new Map(remaining.map(({ name }) => [name, entry(name, platform)]));
    const made = new EdgeStack(app, "test-edge", { platform, foundation, services });
    const tokens = new Tokens({ scope: made, preparing: false });
    watches = tokens.resolve([...made.publicNames.values()].map(({ watch }) => watch)) as readonly Watch[];
  });
  const [foundation, edge] = [stacks.get("test-foundation"), stacks.get("test-edge")];
  if (!foundation || !edge) throw new Error(`not the stacks that were asked for: ${[...stacks.keys()].join(", ")}`);
  return { foundation, edge, watches };
}
