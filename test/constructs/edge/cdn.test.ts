import { TerraformOutput } from "cdktf";
import { type CdnProps, Cdn } from "../../../constructs/edge/cdn";
import { outputValue, referenceTo, resource, resources, synthesizeConstructs } from "../../support/synth";

const SITE = { regionalDomainName: "site.s3.us-east-1.amazonaws.com" };
const PLANS: CdnProps["plans"] = [
  { role: "Main", names: { Apex: "example.com" }, serves: { kind: "site" } },
  { role: "Hosts", names: { "admin.example.com": "admin.example.com" }, serves: { kind: "api" } },
];

const json = synthesizeConstructs((stack) => {
  const cdn = new Cdn(stack, "Cdn", {
    plans: PLANS,
    settings: { priceClass: "PriceClass_100", managedRules: "count", rateLimit: 2_000, inspectedBody: "16 KB", uploads: [] },
    relational: false,
    zone: { zoneId: "Z1", name: "example.com" },
    certificate: { arn: "arn:certificate" },
    api: { domainName: "origin.example.com", token: "secret" },
    site: { primary: SITE, failover: SITE, settings: { singlePageApp: false, contentSecurityPolicy: "default-src 'self'" } },
  });
  const output = (id: string, value: unknown) => new TerraformOutput(stack, id, { value });
  output("Ids", Object.fromEntries([...cdn.distributions].map(([role, { distributionId }]) => [role, distributionId])));
  output("Logs", { bucket: cdn.accessLogs.bucketName, sources: cdn.accessLogs.sourceNames, key: cdn.logsKey.arn });
  output("Firewall", { ...cdn.firewall.metrics, log: cdn.firewall.logGroupName });
});

test("exposes each distribution under its plan's role, for monitoring", () => {
  expect(outputValue(json, "Ids")).toEqual({
    Main: referenceTo(json, "aws_cloudfront_distribution", "Cdn/Main/Resource", "id"),
    Hosts: referenceTo(json, "aws_cloudfront_distribution", "Cdn/Hosts/Resource", "id"),
  });
  expect(resources(json, "aws_cloudfront_monitoring_subscription")).toHaveLength(PLANS.length);
});

test("exposes bucket, sources and key of the logs, for queries", () => {
  expect(outputValue(json, "Logs")).toEqual({
    bucket: referenceTo(json, "aws_s3_bucket_policy", "AccessLogs/Policy", "bucket"),
    sources: {
      Main: referenceTo(json, "aws_cloudwatch_log_delivery_source", "AccessLogs/MainSource", "name"),
      Hosts: referenceTo(json, "aws_cloudwatch_log_delivery_source", "AccessLogs/HostsSource", "name"),
    },
    key: referenceTo(json, "aws_kms_key", "Cdn/LogsKey/Resource", "arn"),
  });
});

test("exposes metrics and log of its firewall", () => {
  expect(outputValue(json, "Firewall")).toMatchObject({
    webAcl: resource(json, "aws_wafv2_web_acl").name,
    rateLimit: 2_000,
    rateRule: "RateLimit",
    log: referenceTo(json, "aws_cloudwatch_log_group", "Firewall/Log/Resource", "name"),
  });
});
