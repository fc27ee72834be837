import { statementsOf } from "./policy-json";
import type { Block, StackDocument } from "../synthesis/resources";

type Blocks = NonNullable<StackDocument["resource"]>;

/**
 * The parts of a stack that Checkov can parse: resources and data sources. On a complete `cdk.tf.json`, it fails on the other blocks, counts no
 * resources and reports no findings (checkov#7454).
 *
 * It does not parse policies that are JSON strings in a resource either. They are added as data sources of the same name, which it does parse.
 * Only Checkov sees these data sources.
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
  return { resource: withoutComments(resource), data: withoutComments({ ...others, aws_iam_policy_document: { ...own, ...documents } }) };
}

const POLICY_TYPES = ["aws_iam_role_policy", "aws_iam_policy"];

function policyStatements(policy: string): Block[] {
  return statementsOf(policy).map(({ effect, actions, resources, conditions }) => {
    const condition = Object.entries(conditions).flatMap(([test, variables]) =>
      Object.entries(variables).map(([variable, values]) => ({ test, variable, values })),
    );
    // Checkov silently ignores a policy with an empty list of conditions.
    return { effect, actions, resources, ...(condition.length > 0 && { condition }) };
  });
}

/** Removes accepted exceptions. They are matched with findings later, independently of how Checkov parses them. */
function withoutComments(blocks: Blocks): Blocks {
  return Object.fromEntries(
    Object.entries(blocks)
      .filter(([, named]) => Object.keys(named).length > 0)
      .map(([type, named]) => [
        type,
        Object.fromEntries(Object.entries(named).map(([name, { "//": _comment, ...block }]) => [name, block])),
      ]),
  );
}

/** The name of the {@link CANARY} stack, which is never deployed. */
export const CANARY_STACK = "policy-canary";

/**
 * A stack with one violation for each kind of Checkov check: arguments, connections between resources, and policies. If Checkov misses one, it
 * has not parsed its input, so its other results are not reliable.
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
