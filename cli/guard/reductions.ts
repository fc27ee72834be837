import type { Change } from "../terraform/plan-changes";
import { describeType } from "./stateful";
import type { ReductionRule } from "../../constructs/core/losses";
import { FLAGS, REDUCTION_RULES } from "./reduction-rules";

/** A reduction by one change, for reports. */
export interface Reduction {
  readonly noun: string;
  readonly attributes: readonly string[];
  readonly consequence: string;
}

/** The data and the protection that a change removes. Both are undefined for most changes. */
export function reductionsOf(change: Change): { readonly losesData?: Reduction; readonly losesProtection?: Reduction } {
  const { type } = change;
  const {
    noun = describeType(type),
    losesData = [],
    losesProtection = [],
  } = (Object.hasOwn(REDUCTION_RULES, type) ? REDUCTION_RULES[type] : undefined) ?? {};
  const [data, protection] = [found(noun, losesData, change), found(noun, [...losesProtection, ...FLAGS], change)];
  return { ...(data && { losesData: data }), ...(protection && { losesProtection: protection }) };
}

/** Settings that are separate Terraform resources. Creating or deleting one changes the existing resource that it belongs to. */
const SETTINGS = /^aws_(s3_bucket|ecr)_(lifecycle|versioning|replication)|^aws_sns_topic_subscription$/;

function found(noun: string, rules: readonly ReductionRule[], { type, action, before, after }: Change): Reduction | undefined {
  const isSetting = SETTINGS.test(type);
  // A setting that is created together with its bucket has no bucket name yet.
  const counts = action === "update" || (isSetting && (action !== "create" || typeof after.bucket === "string"));
  const matching = counts && action !== "forget" ? rules.filter((rule) => rule.isReduced(before, after)) : [];
  if (matching.length === 0) return undefined;
  const consequence = [...new Set(matching.map((rule) => rule.consequence))].join(" ");
  return { noun, attributes: matching.map(({ attribute }) => attribute), consequence };
}

/** All types and attributes of the rules. A test compares them with the provider's schema. */
export const REDUCIBLE_TYPES = Object.entries(REDUCTION_RULES).map(([type, { losesData = [], losesProtection = [] }]) => ({
  type,
  attributes: [...losesData, ...losesProtection].map(({ attribute }) => attribute),
}));
