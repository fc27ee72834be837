import { PrivateZone } from "../../../constructs/network/private-zone";
import { referenceTo, resource, synthesizeConstructs } from "../../support/synth";
import { networkIn } from "./fixtures";

const synth = (removalPolicy: "retain" | "destroy") =>
  synthesizeConstructs((stack) => void new PrivateZone(stack, "PrivateZone", { network: networkIn(stack) }), { removalPolicy });

test("is the environment's, for its VPC", () => {
  const json = synth("retain");
  expect(resource(json, "aws_route53_zone")).toMatchObject({
    name: "dev.internal",
    vpc: [{ vpc_id: referenceTo(json, "aws_vpc", undefined, "id") }],
  });
});

// https://github.com/hashicorp/terraform-provider-aws/issues/33071
test("lets other VPCs stay that join by associations", () => {
  expect(resource(synth("retain"), "aws_route53_zone")).toMatchObject({ lifecycle: { ignore_changes: ["vpc"] } });
});

test.each([
  ["retain", { force_destroy: false, lifecycle: { prevent_destroy: true } }],
  ["destroy", { force_destroy: true, lifecycle: { prevent_destroy: false } }],
] as const)("removal policy %s: %j", (removalPolicy, expected) => {
  expect(resource(synth(removalPolicy), "aws_route53_zone")).toMatchObject(expected);
});
