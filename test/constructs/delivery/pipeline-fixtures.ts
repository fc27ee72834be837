import type { Delivery } from "../../../constructs/delivery/model";
import { BOUNDARY_ID } from "../../../constructs/core/role-boundary";
import { WorkloadBoundary } from "../../../constructs/delivery/permissions-boundary";
import { Pipeline } from "../../../constructs/delivery/pipeline";
import type { PIPELINE_ROLES } from "../../../constructs/delivery/pipeline-role";
import type { Rights, Statement } from "../../support/iam/evaluate";
import { type Block, type StackJson, pathOf, resource, resources, synthesizeConstructs } from "../../support/synth";

export const ACCOUNT = "123456789012";
export const STATES = "dev-example-com-terraform-state";

const repository = { name: "acme/photofeed", ownerId: "123456", id: "456789", subject: "immutable" } as const;

export const DELIVERY: Delivery = {
  repository,
  images: { repository, refs: ["refs/heads/main"] },
  refs: ["refs/heads/main"],
  plans: "branches",
  reviewedBranches: ["refs/heads/main"],
  provider: "new",
};

/** The pipeline of `dev`, the environment of the stacks in tests. */
export function pipeline(
  changes: Partial<Delivery> = {},
  environment = "dev",
  stateBucket = STATES,
  { largePolicies = false }: { readonly largePolicies?: boolean } = {},
): StackJson {
  return synthesizeConstructs(
    (stack) => {
      const workloads = new WorkloadBoundary(stack, BOUNDARY_ID);
      new Pipeline(stack, "Pipeline", { delivery: { ...DELIVERY, ...changes }, stateBucket, workloads, largePolicies });
    },
    { environment },
  );
}

/** The permissions of a role, with references to the account and to policies resolved. */
export function rightsOf(json: StackJson, purpose: (typeof PIPELINE_ROLES)[number], environment = "dev"): Rights {
  const [roleName, role] = named(json, "aws_iam_role").find(([, { name }]) => name === `${environment}-${purpose}`) ?? [];
  if (!role) throw new Error(`unknown role ${environment}-${purpose}`);
  const isItsOwn = (block: Block) => block.role === `\${aws_iam_role.${roleName}.name}`;
  const attached = resources(json, "aws_iam_role_policy_attachment").filter(isItsOwn);
  return {
    policies: [
      ...attached.flatMap(({ policy_arn }) => managed(json, policy_arn)),
      ...resources(json, "aws_iam_role_policy").filter(isItsOwn).flatMap(statements),
    ],
    boundary: managed(json, role.permissions_boundary),
  };
}

/** Managed policies, by the last part of their names. */
export function policies(json: StackJson): Readonly<Record<string, readonly Statement[]>> {
  return Object.fromEntries(resources(json, "aws_iam_policy").map((block) => [String(block.name).slice("dev-".length), statements(block)]));
}

export function boundaryArn(json: StackJson): string {
  const path = pathOf(resource(json, "aws_iam_policy", `${BOUNDARY_ID}/Policy/Resource`));
  const [name] = named(json, "aws_iam_policy").find(([, block]) => pathOf(block) === path) ?? [];
  return `\${aws_iam_policy.${name}.arn}`;
}

function named(json: StackJson, type: string): readonly (readonly [string, Block])[] {
  return Object.entries(json.resource?.[type] ?? {});
}

function managed(json: StackJson, reference: unknown): readonly Statement[] {
  const [, block] = named(json, "aws_iam_policy").find(([name]) => reference === `\${aws_iam_policy.${name}.arn}`) ?? [];
  if (!block) throw new Error(`${String(reference)} is not a policy of the stack`);
  return statements(block);
}

function statements({ policy }: Block): readonly Statement[] {
  const text = String(policy).replaceAll("${data.aws_caller_identity.Account.account_id}", ACCOUNT);
  return (JSON.parse(text) as { readonly Statement: readonly Statement[] }).Statement;
}
