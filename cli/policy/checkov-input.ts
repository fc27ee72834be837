import { statementsOf } from "./policy-json";
import type { Block, StackDocument } from "./resources";

type Blocks = NonNullable<StackDocument["resource"]>;

/**
 * A stack as Checkov can read it: the resources and data sources alone. Fed with a whole `cdk.tf.json`, it stumbles over the other blocks,
 * counts nothing, and looks clean (checkov#7454).
 *
 * It reads no policy that stands in a resource as JSON either: what such policies allow is told once more as a data source of the same name,
 * which it looks into. Terraform is never shown that.
 *
 * @see https://github.com/bridgecrewio/checkov/issues/7454
 */
export function checkovInput({ resource = {}, data = {} }: StackDocument): StackDocument {
  const documents = Object.fromEntries(
    POLICY_TYPES.flatMap((type) => Object.entries(resource[type] ?? {}))
      .filter(([, block]) => typeof block.policy === "string")
      .map(([name, block]) => [name, { statement: policyStatements(String(block.policy)) }]),
  );
  const { aws_iam_policy_document: own = {}, ...others } = data;
  return { resource: uncommented(resource), data: uncommented({ ...others, aws_iam_policy_document: { ...own, ...documents } }) };
}

const POLICY_TYPES = ["aws_iam_role_policy", "aws_iam_policy"];

function policyStatements(policy: string): Block[] {
  return statementsOf(policy).map(({ effect, actions, resources, conditions }) => {
    const condition = Object.entries(conditions).flatMap(([test, variables]) =>
      Object.entries(variables).map(([variable, values]) => ({ test, variable, values })),
    );
    // An empty list of conditions makes it give up on the whole policy, silently.
    return { effect, actions, resources, ...(condition.length > 0 && { condition }) };
  });
}

/** Reasons are held against findings afterwards: Checkov knows nothing of them, and its answer does not depend on how it may read them one day. */
function uncommented(blocks: Blocks): Blocks {
  return Object.fromEntries(
    Object.entries(blocks)
      .filter(([, named]) => Object.keys(named).length > 0)
      .map(([type, named]) => [
        type,
        Object.fromEntries(Object.entries(named).map(([name, { "//": _comment, ...block }]) => [name, block])),
      ]),
  );
}

/** The name of a stack that is nobody's: {@link CANARY}. */
export const CANARY_STACK = "policy-canary";

/**
 * Mistakes that Checkov must find, of each kind of check that it has: by arguments, by what is connected to what, and by what a policy
 * allows. Where it misses one of them it has not read what it was given, and that nothing is wrong elsewhere means nothing.
 */
export const CANARY: { readonly stack: StackDocument; readonly findings: readonly (readonly [check: string, name: string])[] } = {
  stack: {
    resource: {
      aws_db_instance: { Public: { engine: "postgres", publicly_accessible: true } },
      aws_s3_bucket: { Open: { bucket: "open" } },
      aws_iam_role_policy: {
        Everything: {
          name: "everything",
          role: "role",
          policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:PutObject", Resource: "*" }] }),
        },
      },
    },
  },
  findings: [
    ["CKV_AWS_17", "Public"],
    ["CKV2_AWS_6", "Open"],
    ["CKV_AWS_356", "Everything"],
  ],
};
