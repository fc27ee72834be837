import { AliasRecords } from "../../../constructs/edge/alias-records";
import { Certificate } from "../../../constructs/edge/certificate";
import { HostedZone } from "../../../constructs/edge/hosted-zone";
import { OriginToken } from "../../../constructs/edge/origin-token";
import type { Placement } from "../../../constructs/core/placement";
import { TerraformOutput } from "cdktf";
import { dataSource, resource, resources, synthesizeConstructs } from "../../support/synth";

const ZONE = { zoneId: "Z1" };

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
    expect(json.output?.token?.value).toMatch(/^\$\{sensitive\(terraform_data\.[^.]+\.output\.token\)\}$/);
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
