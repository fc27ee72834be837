import { NetworkStack } from "../../stacks/network-stack";
import { pathOf, referenceTo, resource, resources, synthesizeStack } from "../support/synth";
import { dev } from "../fixtures/environments/photofeed";
import { platformOf } from "../support/resolved";

function synth() {
  const platform = platformOf(dev);
  const [region] = platform.regions;
  if (!region) throw new Error("dev has no region");
  return synthesizeStack("dev-us-east-1-network", (app) => void new NetworkStack(app, "dev-us-east-1-network", { platform, region }));
}

const json = synth();

test("has its own state key, with S3 locking", () => {
  expect(json.terraform).toMatchObject({ backend: { s3: { key: "dev-us-east-1-network.tfstate", use_lockfile: true, encrypt: true } } });
});

test("accepts every supported region for the state, also regions that Terraform's list lacks", () => {
  expect(json.terraform).toMatchObject({ backend: { s3: { skip_region_validation: true } } });
});

test("stateful resources keep these IDs permanently", () => {
  const stateful = ["aws_kms_key", "aws_route53_zone"].flatMap((type) => resources(json, type)).map(pathOf);
  expect(stateful).toEqual(["LogsKey/Resource"]);
});

test("every log group has the region's key and a retention", () => {
  const key = referenceTo(json, "aws_kms_key", "LogsKey/Resource", "arn");
  const groups = resources(json, "aws_cloudwatch_log_group");
  expect(groups.map((group) => [group.kms_key_id, group.retention_in_days])).toEqual([[key, 14]]);
  expect(resource(json, "aws_kms_key").policy).toContain("logs.us-east-1.amazonaws.com");
});

test("is the example's network: three zones, one NAT gateway", () => {
  expect(resources(json, "aws_subnet")).toHaveLength(9);
  expect(resources(json, "aws_nat_gateway")).toHaveLength(1);
});
