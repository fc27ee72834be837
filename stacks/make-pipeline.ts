import { TerraformOutput } from "cdktf";
import type { Platform } from "../config/model";
import type { Stack } from "../constructs/core/stack";
import { BOUNDARY_ID } from "../constructs/core/role-boundary";
import { WorkloadBoundary } from "../constructs/delivery/permissions-boundary";
import { Pipeline } from "../constructs/delivery/pipeline";

/** What each role is for, as people are told. */
const FOR: Readonly<Record<keyof Pipeline["roleArns"], string>> = {
  plan: "plan",
  prepare: "prepare a deployment",
  deploy: "deploy",
  publish: "push images",
};

/** Who deploys, in the stack that makes it, with an output for each role: before all roles that its boundary is around. */
export function makePipeline(stack: Stack, { delivery, state }: Platform): void {
  if (!delivery) return;
  const workloads = new WorkloadBoundary(stack, BOUNDARY_ID);
  const { roleArns } = new Pipeline(stack, "Pipeline", { delivery, stateBucket: state.bucket, workloads });
  for (const [purpose, value] of Object.entries(roleArns))
    new TerraformOutput(stack, `${purpose}_role`, {
      value,
      description: `Role of the pipeline's jobs that ${FOR[purpose as keyof typeof FOR]}`,
    });
}
