import { TerraformOutput } from "cdktf";
import type { Platform } from "../config/model";
import type { Stack } from "../constructs/core/stack";
import { canHaveLargePolicies } from "../constructs/compute/policy-size";
import { BOUNDARY_ID } from "../constructs/core/role-boundary";
import { WorkloadBoundary } from "../constructs/delivery/permissions-boundary";
import { Pipeline } from "../constructs/delivery/pipeline";

/** Purpose of each role, for output descriptions. */
const FOR: Readonly<Record<keyof Pipeline["roleArns"], string>> = {
  plan: "plan",
  prepare: "prepare a deployment",
  deploy: "deploy",
  publish: "push images",
};

/** Creates the deployment roles with their outputs. The permissions boundary must exist before the roles that use it. */
export function createPipeline(stack: Stack, platform: Platform): void {
  const { delivery, state } = platform;
  if (!delivery) return;
  const workloads = new WorkloadBoundary(stack, BOUNDARY_ID);
  // The workloads of other environments, which are previews, are not known here.
  const largePolicies = delivery.environments !== undefined || canHaveLargePolicies(platform);
  const { roleArns } = new Pipeline(stack, "Pipeline", { delivery, stateBucket: state.bucket, workloads, largePolicies });
  for (const [purpose, value] of Object.entries(roleArns))
    new TerraformOutput(stack, `${purpose}_role`, {
      value,
      description: `Role of the pipeline's jobs that ${FOR[purpose as keyof typeof FOR]}`,
    });
}
