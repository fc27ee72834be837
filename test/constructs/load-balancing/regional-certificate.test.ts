import { TerraformVariable } from "cdktf";
import { RegionalCertificate } from "../../../constructs/load-balancing/regional-certificate";
import { referenceTo, resource, resources, synthesizeConstructs } from "../../support/synth";

const certify = (domainName: string, zone: string) =>
  synthesizeConstructs((stack) => {
    const { arn } = new RegionalCertificate(stack, "Certificate", { domainName, hostedZone: { name: zone } });
    stack.addOverride("locals.arn", arn);
  });

const json = certify("example.com", "example.com");

test("covers the domain and its direct subdomains, and can be replaced while in use", () => {
  expect(resource(json, "aws_acm_certificate")).toMatchObject({
    domain_name: "example.com",
    subject_alternative_names: ["*.example.com"],
    validation_method: "DNS",
    lifecycle: { create_before_destroy: true },
  });
});

test("is used only after it is validated", () => {
  expect(json.locals).toEqual({ arn: referenceTo(json, "aws_acm_certificate_validation", undefined, "certificate_arn") });
  expect(resource(json, "aws_acm_certificate_validation")).toMatchObject({
    certificate_arn: referenceTo(json, "aws_acm_certificate", undefined, "arn"),
  });
});

test("creates no record, because two regions would create the same one", () => {
  expect(resources(json, "aws_route53_record")).toEqual([]);
});

test.each([
  ["photos.example.com", "example.com"],
  ["example.com", "example.com"],
])("%s can be validated in %s", (domainName, zone) => {
  expect(resource(certify(domainName, zone), "aws_acm_certificate")).toMatchObject({ domain_name: domainName });
});

test.each([
  ["example.org", "example.com"],
  ["badexample.com", "example.com"],
  ["example.com", "photos.example.com"],
])("%s cannot be validated in %s", (domainName, zone) => {
  expect(() => certify(domainName, zone)).toThrow(
    `certificate for "${domainName}" cannot be validated in zone "${zone}": the domain must be the zone's name or end in it`,
  );
});

test("accepts a zone name that is a token", () => {
  const placed = synthesizeConstructs((stack) => {
    const name = new TerraformVariable(stack, "Zone", { type: "string" }).stringValue;
    new RegionalCertificate(stack, "Certificate", { domainName: "example.com", hostedZone: { name } });
  });
  expect(resources(placed, "aws_acm_certificate")).toHaveLength(1);
});
