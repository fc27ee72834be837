import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import type { TerraformStack } from "cdktf";
import { RegionScope } from "../../../constructs/core/region-scope";
import { resource, synthesizeConstructs } from "../../support/synth";

interface Bindings {
  readonly SqsQueue: typeof SqsQueue;
  readonly DataAwsRegion: typeof import("@cdktf/provider-aws/lib/data-aws-region").DataAwsRegion;
  readonly TerraformResource: typeof import("cdktf").TerraformResource;
}

/** The provider's bindings with a separate instance of cdktf and constructs, as a package manager installs them for two versions. */
function bindingsWithTheirOwnCore(): Bindings {
  let bindings: Bindings | undefined;
  jest.isolateModules(() => {
    bindings = {
      ...jest.requireActual<Pick<Bindings, "SqsQueue">>("@cdktf/provider-aws/lib/sqs-queue"),
      ...jest.requireActual<Pick<Bindings, "DataAwsRegion">>("@cdktf/provider-aws/lib/data-aws-region"),
      TerraformResource: jest.requireActual<typeof import("cdktf")>("cdktf").TerraformResource,
    };
  });
  if (!bindings) throw new Error("jest loaded no bindings");
  return bindings;
}

function inIreland(stack: TerraformStack): RegionScope {
  const provider = new AwsProvider(stack, "aws-eu-west-1", { region: "eu-west-1", alias: "eu-west-1" });
  return new RegionScope(stack, "eu-west-1", { provider });
}

test("resources and data sources in a region scope use its provider; others use the stack's provider", () => {
  const { DataAwsRegion } = jest.requireActual<Bindings>("@cdktf/provider-aws/lib/data-aws-region");
  const stack = synthesizeConstructs((stack) => {
    const ireland = inIreland(stack);
    new SqsQueue(ireland, "There", {});
    new DataAwsRegion(ireland, "Region", {});
    new SqsQueue(stack, "Here", {});
  });
  expect(resource(stack, "aws_sqs_queue", "eu-west-1/There")).toHaveProperty("provider", "aws.eu-west-1");
  expect(Object.values(stack.data?.aws_region ?? {})).toEqual([expect.objectContaining({ provider: "aws.eu-west-1" })]);
  expect(resource(stack, "aws_sqs_queue", "Here")).not.toHaveProperty("provider");
});

test("a resource with an explicit provider keeps it", () => {
  const stack = synthesizeConstructs((stack) => {
    const ireland = inIreland(stack);
    const provider = new AwsProvider(stack, "aws-us-west-2", { region: "us-west-2", alias: "us-west-2" });
    new SqsQueue(ireland, "Own", { provider });
  });
  expect(resource(stack, "aws_sqs_queue")).toHaveProperty("provider", "aws.us-west-2");
});

test("resources and data sources of bindings with another cdktf instance use the region's provider too", () => {
  const other = bindingsWithTheirOwnCore();
  expect(other.SqsQueue).not.toBe(SqsQueue);
  const stack = synthesizeConstructs((stack) => {
    const ireland = inIreland(stack);
    const queue = new other.SqsQueue(ireland, "There", {});
    const region = new other.DataAwsRegion(ireland, "Region", {});
    // Otherwise there is only one instance, and this test proves nothing.
    expect([queue instanceof other.TerraformResource, Object.getPrototypeOf(SqsQueue) === other.TerraformResource]).toEqual([true, false]);
    expect(region.terraformResourceType).toBe("aws_region");
  });
  expect(resource(stack, "aws_sqs_queue", "eu-west-1/There")).toHaveProperty("provider", "aws.eu-west-1");
  expect(Object.values(stack.data?.aws_region ?? {})).toEqual([expect.objectContaining({ provider: "aws.eu-west-1" })]);
});
