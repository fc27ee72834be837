import { AliasRecords } from "../../../constructs/edge/alias-records";
import { Certificate } from "../../../constructs/edge/certificate";
import { HostedZone } from "../../../constructs/edge/hosted-zone";
import { LatencyRecords, type LatencyTarget } from "../../../constructs/edge/latency-records";
import { OriginName } from "../../../constructs/edge/origin-name";
import { OriginToken } from "../../../constructs/edge/origin-token";
import type { FollowedAlarm } from "../../../constructs/edge/regional-health-check";
import type { Placement } from "../../../constructs/core/placement";
import { TerraformOutput } from "cdktf";
import { dataSource, pathOf, referenceTo, resource, resources, synthesizeConstructs } from "../../support/synth";

const ZONE = { zoneId: "Z1" };
const LOAD_BALANCER = { dnsName: "alb.example", hostedZoneId: "ZALB" };
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

describe("a hosted zone", () => {
  const made = (placement: Partial<Placement> = {}) =>
    synthesizeConstructs((stack) => new HostedZone(stack, "Zone", { kind: "new", name: "example.com" }), placement);

  test.each([
    ["retain", { force_destroy: false, lifecycle: { prevent_destroy: true } }],
    ["destroy", { force_destroy: true, lifecycle: { prevent_destroy: false } }],
  ] as const)("with removal policy %s", (removalPolicy, expected) => {
    expect(resource(made({ removalPolicy }), "aws_route53_zone")).toMatchObject({ name: "example.com", ...expected });
  });

  test("that exists is used and not made", () => {
    let zone: HostedZone | undefined;
    const json = synthesizeConstructs((stack) => {
      zone = new HostedZone(stack, "Zone", { kind: "existing", name: "example.com", zoneId: "Z1" });
    });
    expect(resources(json, "aws_route53_zone")).toEqual([]);
    expect(zone).toMatchObject({ zoneId: "Z1", name: "example.com" });
    expect(zone?.nameServers).toBeUndefined();
  });
});

describe("a certificate", () => {
  const json = synthesizeConstructs((stack) => {
    const hostedZone = new HostedZone(stack, "Zone", { kind: "existing", name: "example.com", zoneId: "Z1" });
    new Certificate(stack, "Certificate", { domainName: "example.com", hostedZone });
  });

  test("is for the domain and all names right below it, and is replaced before it goes", () => {
    expect(resource(json, "aws_acm_certificate")).toMatchObject({
      domain_name: "example.com",
      subject_alternative_names: ["*.example.com"],
      validation_method: "DNS",
      lifecycle: { create_before_destroy: true },
    });
  });

  test("is proved by one record, which overwrites nothing; nobody waits for it here", () => {
    const name = "tolist(aws_acm_certificate.Certificate_9F7EE0C1.domain_validation_options).0.resource_record_name";
    const record = resource(json, "aws_route53_record");
    expect(record).toMatchObject({ zone_id: "Z1", ttl: 60, allow_overwrite: false });
    expect((record.name as string).replace(/Certificate_[0-9A-F]{8}/, "Certificate_9F7EE0C1")).toBe(`\${${name}}`);
    expect(resources(json, "aws_acm_certificate_validation")).toEqual([]);
  });
});

describe("the origin's token", () => {
  const json = synthesizeConstructs((stack) => {
    new TerraformOutput(stack, "token", { value: new OriginToken(stack, "Token").value, sensitive: true });
  });

  test("is drawn by AWS, long and without punctuation", () => {
    expect(dataSource(json, "aws_secretsmanager_random_password")).toMatchObject({ password_length: 40, exclude_punctuation: true });
  });

  test("is kept, though a new one is drawn on each run", () => {
    expect(resource(json, "terraform_data").lifecycle).toEqual({ ignore_changes: ["input"] });
  });

  test("is marked sensitive when it is kept and when it is used", () => {
    expect(resource(json, "terraform_data").input).toEqual({ token: expect.stringMatching(/^\$\{sensitive\(data\./) });
    expect(json.output?.token?.value).toMatch(/^\$\{sensitive\(terraform_data\.[^.]+\.output\["token"\]\)\}$/);
  });
});

test("names lead to a distribution over IPv4 and IPv6, without asking for its health, which AWS refuses", () => {
  const json = synthesizeConstructs(
    (stack) =>
      new AliasRecords(stack, "Records", {
        zone: ZONE,
        names: { Apex: "example.com", Www: "www.example.com" },
        distribution: { domainName: "d1.cloudfront.net", hostedZoneId: "ZCDN" },
      }),
  );
  const records = resources(json, "aws_route53_record");
  expect(records.map(({ name, type }) => `${name as string} ${type as string}`).sort()).toEqual([
    "example.com A",
    "example.com AAAA",
    "www.example.com A",
    "www.example.com AAAA",
  ]);
  for (const record of records) expect(record.alias).toEqual({ name: "d1.cloudfront.net", zone_id: "ZCDN", evaluate_target_health: false });
});

test.each([
  ["a check", { kind: "check", healthCheckId: "check" }, false, "check"],
  ["the load balancer", { kind: "target" }, true, undefined],
  ["nothing", { kind: "none" }, false, undefined],
] as const)("a region leaves a latency record by %s", (_, health, evaluated, check) => {
  const targets = new Map<string, LatencyTarget>([
    ["us-east-1", { loadBalancer: LOAD_BALANCER, health }],
    ["eu-west-1", { loadBalancer: LOAD_BALANCER, health }],
  ]);
  const json = synthesizeConstructs((stack) => new LatencyRecords(stack, "Records", { zone: ZONE, name: "origin.example.com", targets }));
  const records = resources(json, "aws_route53_record");
  expect(records.map((record) => record.set_identifier).sort()).toEqual(["eu-west-1", "us-east-1"]);
  for (const record of records) {
    expect(record.latency_routing_policy).toEqual({ region: record.set_identifier });
    expect(record).toMatchObject({ name: "origin.example.com", type: "A" });
    expect(record.alias).toEqual({ name: "alb.example", zone_id: "ZALB", evaluate_target_health: evaluated });
    expect(record.health_check_id).toBe(check);
  }
});

describe("the origin's name", () => {
  const named = (alarm?: FollowedAlarm) =>
    synthesizeConstructs((stack) => {
      const origins = new Map([
        ["us-east-1", { loadBalancer: LOAD_BALANCER, alarm }],
        ["eu-west-1", { loadBalancer: LOAD_BALANCER, alarm }],
      ]);
      new OriginName(stack, "Origin", { zone: ZONE, name: "origin.example.com", origins });
    });

  test("has a health check in each region on that region's alarm", () => {
    const json = named(ALARM);
    for (const region of ["us-east-1", "eu-west-1"]) {
      expect(resource(json, "aws_route53_health_check", `HealthCheck-${region}/Resource`)).toMatchObject({
        type: "CLOUDWATCH_METRIC",
        cloudwatch_alarm_name: "dev-us-east-1-origin",
        cloudwatch_alarm_region: region,
      });
      expect(resource(json, "aws_route53_record", `Records/${region}`).health_check_id).toBe(
        referenceTo(json, "aws_route53_health_check", `HealthCheck-${region}/Resource`, "id"),
      );
    }
  });

  test("tells Route 53 again when a field of the alarm changes", () => {
    const triggers = (changes: Partial<FollowedAlarm>) =>
      resource(named({ ...ALARM, ...changes }), "aws_route53_health_check", "HealthCheck-us-east-1/Resource").triggers;
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
  ])("without data an alarm that takes it as %s means %s", (treatMissingDataInput, status) => {
    for (const check of resources(named({ ...ALARM, treatMissingDataInput }), "aws_route53_health_check"))
      expect(check.insufficient_data_health_status).toBe(status);
  });

  test("has an alarm for each check that fails", () => {
    const json = named(ALARM);
    const alarms = resources(json, "aws_cloudwatch_metric_alarm");
    expect(alarms.map(pathOf).sort()).toEqual(["Origin/Alarms/eu-west-1", "Origin/Alarms/us-east-1"]);
    for (const region of ["us-east-1", "eu-west-1"])
      expect(resource(json, "aws_cloudwatch_metric_alarm", `Alarms/${region}`)).toMatchObject({
        namespace: "AWS/Route53",
        metric_name: "HealthCheckStatus",
        dimensions: { HealthCheckId: referenceTo(json, "aws_route53_health_check", `HealthCheck-${region}/Resource`, "id") },
        comparison_operator: "LessThanThreshold",
        threshold: 1,
        treat_missing_data: "breaching",
      });
  });

  test("without an alarm a region is always in", () => {
    const json = named();
    expect(resources(json, "aws_route53_health_check")).toEqual([]);
    for (const record of resources(json, "aws_route53_record")) expect(record).not.toHaveProperty("health_check_id");
  });
});
