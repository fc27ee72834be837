import { REGION_NAMES } from "../../config/regions";
import { FoundationStack } from "../../stacks/foundation-stack";
import { type Block, pathOf, resource, resources, synthesizeStack } from "../support/synth";
import { platformOf } from "./two-regions";

const foundation = (changes: Parameters<typeof platformOf>[0] = {}) =>
  synthesizeStack("test-foundation", (app) => new FoundationStack(app, "test-foundation", { platform: platformOf(changes) }));
const JSON_ = foundation();
const providerOf = (block: Block) => block.provider ?? "the stack's";

test("the stack lives in the primary region", () => {
  expect(JSON_.provider?.aws?.[0]).toMatchObject({ region: "eu-west-1" });
});

test("a region that is left keeps its provider, which deletes what is still there", () => {
  for (const json of [JSON_, foundation({ site: undefined })])
    expect(json.provider?.aws?.slice(1).map(({ alias, region }) => [alias, region])).toEqual(REGION_NAMES.map((name) => [name, name]));
});

test("the viewer's certificate is in us-east-1, with the one validation record of the domain", () => {
  expect(providerOf(resource(JSON_, "aws_acm_certificate"))).toBe("aws.us-east-1");
  expect(resources(JSON_, "aws_route53_record").map(pathOf)).toEqual(["us-east-1/ViewerCertificate/Validation"]);
  expect(resources(JSON_, "aws_acm_certificate_validation")).toEqual([]);
});

test("a zone is made, and its name servers are told", () => {
  expect(resource(JSON_, "aws_route53_zone").name).toBe("example.com");
  expect(JSON_.output?.name_servers?.value).toMatch(/^\$\{aws_route53_zone\.HostedZone_[0-9A-F]{8}\.name_servers\}$/);
});

test("a zone that exists is used: nothing of it is made or told", () => {
  const json = foundation({ hostedZoneId: "Z0123456789" });
  expect(resources(json, "aws_route53_zone")).toEqual([]);
  expect(json.output).not.toHaveProperty("name_servers");
  expect(resource(json, "aws_route53_record").zone_id).toBe("Z0123456789");
});

test("there is one repository for each that an image names, and none for images from elsewhere", () => {
  expect(resources(JSON_, "aws_ecr_repository").map(({ name }) => name)).toEqual(["test/ingest", "test/team/api"]);
  expect(Object.keys(JSON_.output ?? {}).filter((name) => name.startsWith("images_"))).toEqual(["images_ingest", "images_team_api"]);
});

test("without images of its own a platform has neither repositories nor their key", () => {
  const json = foundation({ services: {}, workers: {} });
  expect(resources(json, "aws_ecr_repository")).toEqual([]);
  expect(resources(json, "aws_kms_key")).toEqual([]);
});

test("the site's files are in the primary region, their copy in the failover region, and they are copied from one to the other", () => {
  expect(resources(JSON_, "aws_s3_bucket").map((bucket) => [pathOf(bucket), providerOf(bucket)])).toEqual([
    ["Site/Bucket/Resource", "the stack's"],
    ["ap-southeast-2/SiteCopy/Bucket/Resource", "aws.ap-southeast-2"],
  ]);
  expect(providerOf(resource(JSON_, "aws_s3_bucket_replication_configuration"))).toBe("the stack's");
});

test("all of a bucket is made in the bucket's region", () => {
  const settings = Object.values(JSON_.resource ?? {}).flatMap((blocks) => Object.values(blocks).filter((block) => "bucket" in block));
  expect(settings.length).toBeGreaterThan(8);
  for (const block of settings)
    expect(providerOf(block)).toBe(pathOf(block).startsWith("ap-southeast-2/") ? "aws.ap-southeast-2" : "the stack's");
});

test("the buckets' policies are left to the edge, which knows who reads them", () => {
  expect(resources(JSON_, "aws_s3_bucket_policy")).toEqual([]);
});

test("without a site there are no buckets", () => {
  const json = foundation({ site: undefined });
  expect(resources(json, "aws_s3_bucket")).toEqual([]);
  expect(json.output).not.toHaveProperty("site_bucket");
});

test("a site's copy may share the region of the certificate", () => {
  const json = foundation({ site: { failoverRegion: "us-east-1" } });
  expect(resources(json, "aws_s3_bucket").map(providerOf).sort()).toEqual(["aws.us-east-1", "the stack's"]);
});

test.each([
  ["retain", true],
  ["destroy", false],
] as const)("with removal policy %s all that keeps data is protected: %s", (removalPolicy, kept) => {
  const json = foundation({ removalPolicy });
  for (const type of ["aws_route53_zone", "aws_ecr_repository", "aws_s3_bucket", "aws_kms_key"])
    for (const block of resources(json, type)) expect(block.lifecycle).toEqual({ prevent_destroy: kept });
});
