import { PrivateZone } from "../../../constructs/network/private-zone";
import { resource, synthesizeConstructs } from "../../support/synth";

const synth = (vpcs: Readonly<Record<string, string>>, removalPolicy: "retain" | "destroy" = "retain") =>
  synthesizeConstructs(
    (stack) =>
      void new PrivateZone(stack, "PrivateZone", { vpcs: new Map(Object.entries(vpcs).map(([region, vpcId]) => [region, { vpcId }])) }),
    { removalPolicy },
  );

test("has the environment's name and every VPC with its region, sorted by region", () => {
  expect(resource(synth({ "us-east-1": "vpc-1", "eu-west-1": "vpc-2", "ap-southeast-2": "vpc-3" }), "aws_route53_zone")).toMatchObject({
    name: "dev.internal",
    vpc: [
      { vpc_id: "vpc-3", vpc_region: "ap-southeast-2" },
      { vpc_id: "vpc-2", vpc_region: "eu-west-1" },
      { vpc_id: "vpc-1", vpc_region: "us-east-1" },
    ],
  });
});

// https://github.com/hashicorp/terraform-provider-aws/issues/33071
test("manages all its VPCs: changes are not ignored", () => {
  expect(resource(synth({ "us-east-1": "vpc-1" }), "aws_route53_zone").lifecycle).toEqual({ prevent_destroy: true });
});

test("is rejected without a VPC, because it would be public", () => {
  expect(() => synth({})).toThrow("the private zone of dev has no VPC; it needs at least one");
});

test.each([
  ["retain", { force_destroy: false, lifecycle: { prevent_destroy: true } }],
  ["destroy", { force_destroy: true, lifecycle: { prevent_destroy: false } }],
] as const)("removal policy %s: %j", (removalPolicy, expected) => {
  expect(resource(synth({ "us-east-1": "vpc-1" }, removalPolicy), "aws_route53_zone")).toMatchObject(expected);
});
