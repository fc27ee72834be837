import type { App } from "cdktf";
import type { Platform } from "../../config/model";
import { resolve } from "../../config/resolve";
import { type Environment, environment } from "../../config/schema";
import type { FollowedAlarm } from "../../constructs/edge/regional-health-check";
import { EdgeStack, type RegionalEntry } from "../../stacks/edge-stack";
import { FoundationStack } from "../../stacks/foundation-stack";
import { type StackJson, synthesize } from "../support/synth";

/** A platform in two regions, neither of which is us-east-1, so that a resource in the wrong region shows. */
export const TWO_REGIONS: Environment = environment({
  name: "test",
  stage: "multi-region",
  domainName: "example.com",
  regions: { "eu-west-1": { primary: true }, "ap-southeast-2": {} },
  services: {
    api: { image: "team/api:1.0.0", port: 8080, routes: ["/api/*"] },
    admin: { image: "registry.example.com/admin:1", port: 8080, routes: ["/*"], hosts: ["admin.example.com"] },
    ingest: { image: "ingest:1.0.0", port: 9000, listener: { protocol: "tcp", port: 9000 } },
  },
  workers: { mailer: { image: "team/api:1.0.0", consumes: "emails" } },
  queues: { emails: { visibility: "10 minutes" } },
  site: {},
});

/** The platform of an environment with some fields changed; undefined removes a field. */
export function platformOf(changes: Partial<Environment> = {}): Platform {
  const resolution = resolve(Object.fromEntries(Object.entries({ ...TWO_REGIONS, ...changes }).filter(([, value]) => value !== undefined)));
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.errors, undefined, 2));
  return resolution.platform;
}

const alarm = (region: string): FollowedAlarm => ({
  alarmName: `test-${region}-origin`,
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

/** What the edge sees of a region's services, in plain values. */
function entry(region: string, platform: Platform): RegionalEntry {
  const has = (kind: "http" | "network") => platform.services.some((service) => service.kind === kind);
  return {
    ...(has("http") && {
      loadBalancer: { dnsName: `alb.${region}.example`, hostedZoneId: `ZALB${region}` },
      originAlarm: alarm(region),
    }),
    ...(has("network") && { networkLoadBalancer: { dnsName: `nlb.${region}.example`, hostedZoneId: `ZNLB${region}` } }),
  };
}

/** The Terraform of foundation and edge. */
export function synthesizeEdge(platform: Platform): { readonly foundation: StackJson; readonly edge: StackJson } {
  const stacks = synthesize((app: App) => {
    const foundation = new FoundationStack(app, "test-foundation", { platform });
    const services = new Map(platform.regions.map(({ name }) => [name, entry(name, platform)]));
    new EdgeStack(app, "test-edge", { platform, foundation, services });
  });
  return { foundation: stacks.get("test-foundation") as StackJson, edge: stacks.get("test-edge") as StackJson };
}
