import { PublicName, type RegionalTarget } from "../../../constructs/edge/public-name";
import type { FollowedAlarm } from "../../../constructs/alarms/regional-health-check";
import type { Watch } from "../../../constructs/watching/watch";
import { outputValue, type StackJson, referenceTo, resource, resources, synthesizeConstructs } from "../../support/synth";

const REGIONS = ["us-east-1", "eu-west-1"] as const;
const ALARM: FollowedAlarm = {
  alarmName: "dev-us-east-1-origin",
  namespaceInput: "AWS/ApplicationELB",
  metricNameInput: "HealthyHostCount",
  statisticInput: "Maximum",
  dimensionsInput: { LoadBalancer: "app/dev/1" },
  comparisonOperatorInput: "LessThanThreshold",
  thresholdInput: 1,
  periodInput: 60,
  evaluationPeriodsInput: 2,
  datapointsToAlarmInput: 2,
  treatMissingDataInput: "breaching",
};

interface Options {
  readonly alarm?: FollowedAlarm;
  readonly evacuated?: readonly string[];
  readonly regions?: readonly string[];
  readonly scalesToZero?: boolean;
}

/** The name `origin.example.com` in some regions. */
function named({ alarm = ALARM, evacuated = [], regions = REGIONS, scalesToZero = false }: Options = {}): StackJson {
  const target = (region: string): RegionalTarget => ({
    loadBalancer: { dnsName: `alb.${region}.example`, hostedZoneId: "ZALB" },
    alarm,
    evacuated: evacuated.includes(region),
  });
  return synthesizeConstructs((stack) => {
    const targets = new Map(regions.map((region) => [region, target(region)]));
    const name = new PublicName(stack, "Origin", {
      zone: { zoneId: "Z1" },
      name: "origin.example.com",
      role: "origin",
      targets,
      scalesToZero,
    });
    stack.addOverride("output.watch.value", name.watch);
  });
}

const observed = (json: StackJson, region: string) => resource(json, "aws_route53_health_check", `HealthCheck-${region}/Observed/Resource`);
const watchOf = (json: StackJson) => outputValue(json, "watch") as unknown as Watch;
const routing = (json: StackJson, region: string) => resource(json, "aws_route53_health_check", `Origin/HealthCheck-${region}/Resource`);

describe("a public DNS name", () => {
  const json = named();

  test.each(REGIONS)("routes to the load balancer in %s, with a record that is identified by its region", (region) => {
    expect(resource(json, "aws_route53_record", `Records/${region}`)).toMatchObject({
      zone_id: "Z1",
      name: "origin.example.com",
      type: "A",
      set_identifier: region,
      latency_routing_policy: { region },
      alias: { name: `alb.${region}.example`, zone_id: "ZALB", evaluate_target_health: false },
    });
  });

  test.each(REGIONS)("has a health check in %s that follows the one on the region's alarm", (region) => {
    expect(observed(json, region)).toMatchObject({
      type: "CLOUDWATCH_METRIC",
      cloudwatch_alarm_name: "dev-us-east-1-origin",
      cloudwatch_alarm_region: region,
    });
    expect(routing(json, region)).toMatchObject({
      type: "CALCULATED",
      child_healthchecks: [referenceTo(json, "aws_route53_health_check", `HealthCheck-${region}/Observed/Resource`, "id")],
      child_health_threshold: 1,
      disabled: false,
      invert_healthcheck: false,
    });
    expect(resource(json, "aws_route53_record", `Records/${region}`).health_check_id).toBe(
      referenceTo(json, "aws_route53_health_check", `Origin/HealthCheck-${region}/Resource`, "id"),
    );
  });

  test("has health checks with distinct names", () => {
    const names = resources(json, "aws_route53_health_check").map(({ tags }) => (tags as { readonly Name: string }).Name);
    expect(names.sort()).toEqual([
      "dev-eu-west-1-origin",
      "dev-eu-west-1-origin-observed",
      "dev-us-east-1-origin",
      "dev-us-east-1-origin-observed",
    ]);
  });

  const statusOf = (region: string) => ({
    namespace: "AWS/Route53",
    name: "HealthCheckStatus",
    dimensions: { HealthCheckId: referenceTo(json, "aws_route53_health_check", `HealthCheck-${region}/Observed/Resource`, "id") },
  });

  test("pages for each region that cannot serve it, even if other regions can", () => {
    const { tier, name, alarms } = watchOf(json);
    expect([tier, name, ...alarms.map(({ id }) => id)]).toEqual(["public-name", "origin", ...REGIONS]);
    for (const region of REGIONS)
      expect(alarms.find(({ id }) => id === region)).toMatchObject({
        name: ["origin", region, "unhealthy"],
        severity: "page",
        runbook: "region-unhealthy",
        metric: statusOf(region),
        comparison: "below",
        threshold: 1,
        missingData: "breaching",
      });
  });

  test("creates no alarm; the monitoring stack owns notifications", () => {
    expect(resources(json, "aws_cloudwatch_metric_alarm")).toEqual([]);
  });

  test("has a graph with a line for each region", () => {
    const [graph, ...others] = watchOf(json).signals;
    expect(others).toEqual([]);
    expect(graph).toMatchObject({
      title: "Regions that can serve origin.example.com",
      metrics: REGIONS.map((region) => ({ ...statusOf(region), label: region })),
    });
  });

  test("has no alarm if its service scales to zero", () => {
    const idle = named({ scalesToZero: true });
    expect(watchOf(idle).alarms).toEqual([]);
    expect(watchOf(idle).signals).toEqual(watchOf(json).signals);
    expect(resources(idle, "aws_route53_record").every(({ health_check_id }) => health_check_id !== undefined)).toBe(true);
  });

  test("rejects any region other than us-east-1", () => {
    expect(() =>
      synthesizeConstructs(
        (stack) =>
          new PublicName(stack, "Origin", { zone: { zoneId: "Z1" }, name: "x", role: "origin", targets: new Map(), scalesToZero: false }),
        { region: "eu-west-1" },
      ),
    ).toThrow('"test/Origin" is placed in eu-west-1; AWS requires us-east-1');
  });
});

describe("an evacuated region", () => {
  test("has a health check that is always unhealthy, and an unchanged observing health check", () => {
    const json = named({ evacuated: ["eu-west-1"] });
    expect(routing(json, "eu-west-1")).toMatchObject({ disabled: true, invert_healthcheck: true });
    expect(routing(json, "us-east-1")).toMatchObject({ disabled: false, invert_healthcheck: false });
    expect(observed(json, "eu-west-1")).toEqual(observed(named(), "eu-west-1"));
  });

  test("has the same alarm, which an evacuation neither changes nor fires", () => {
    const evacuated = watchOf(named({ evacuated: REGIONS }));
    expect(evacuated).toEqual(watchOf(named()));
    for (const { metric } of evacuated.alarms) expect(JSON.stringify(metric)).toContain("Observed");
  });
});

test("adding or removing a region changes nothing in the others", () => {
  const blocksOf = (json: StackJson) =>
    Object.entries(json.resource ?? {}).flatMap(([type, blocks]) => Object.entries(blocks).map(([id, block]) => [`${type}.${id}`, block]));
  const [two, three] = [blocksOf(named()), blocksOf(named({ regions: [...REGIONS, "us-west-2"] }))];
  expect(three).toEqual(expect.arrayContaining(two));
  const added = three.filter(([address]) => !two.some(([known]) => known === address));
  expect(added).toHaveLength(3);
  for (const [address] of added) expect(address).toContain("us-west-2");
});

describe("a health check on an alarm", () => {
  test("is updated in Route 53 when a field of the alarm changes", () => {
    const triggers = (changes: Partial<FollowedAlarm>) => observed(named({ alarm: { ...ALARM, ...changes } }), "us-east-1").triggers;
    const before = triggers({});
    const changes: readonly Partial<FollowedAlarm>[] = [
      { namespaceInput: "AWS/Other" },
      { metricNameInput: "Other" },
      { statisticInput: "Minimum" },
      { dimensionsInput: { LoadBalancer: "app/dev/2" } },
      { comparisonOperatorInput: "GreaterThanThreshold" },
      { thresholdInput: 2 },
      { periodInput: 120 },
      { evaluationPeriodsInput: 3 },
      { datapointsToAlarmInput: 1 },
    ];
    for (const change of changes) expect(triggers(change)).not.toEqual(before);
  });

  test.each([
    ["breaching", "Unhealthy"],
    ["notBreaching", "Healthy"],
    ["missing", "LastKnownStatus"],
    ["ignore", "LastKnownStatus"],
    [undefined, "LastKnownStatus"],
  ])("if the alarm treats missing data as %s, missing data means %s", (treatMissingDataInput, status) => {
    const json = named({ alarm: { ...ALARM, treatMissingDataInput } });
    for (const region of REGIONS) expect(observed(json, region).insufficient_data_health_status).toBe(status);
  });
});
