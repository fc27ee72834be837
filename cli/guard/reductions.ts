import type { Change } from "../terraform/plan-changes";
import { describeType } from "./stateful";
import type { ReductionRule } from "../../constructs/core/losses";
import { FLAGS, REDUCTION_RULES } from "./reduction-rules";

/** What a change weakens, in words. */
export interface Reduction {
  readonly what: string;
  readonly attributes: readonly string[];
  readonly means: string;
}

/** What a change takes away by itself, and what it leaves without protection; both undefined for nearly every change. */
export function reductionsOf(change: Change): { readonly losesData?: Reduction; readonly losesProtection?: Reduction } {
  const { type } = change;
  const {
    what = describeType(type),
    losesData: losing = [],
    losesProtection: protecting = [],
  } = (Object.hasOwn(REDUCTION_RULES, type) ? REDUCTION_RULES[type] : undefined) ?? {};
  const [lost, open] = [found(what, losing, change), found(what, [...protecting, ...FLAGS], change)];
  return { ...(lost && { losesData: lost }), ...(open && { losesProtection: open }) };
}

/** Settings of something are resources of their own in places: made anew for what is there already, and gone, they are changed. */
const SETTINGS = /^aws_(s3_bucket|ecr)_(lifecycle|versioning|replication)|^aws_sns_topic_subscription$/;

function found(what: string, rows: readonly ReductionRule[], { type, action, before, after }: Change): Reduction | undefined {
  const isSetting = SETTINGS.test(type);
  // What is new beside its bucket does not know the bucket's name yet.
  const counts = action === "update" || (isSetting && (action !== "create" || typeof after.bucket === "string"));
  const weaker = counts && action !== "forget" ? rows.filter((row) => row.isReduced(before, after)) : [];
  if (weaker.length === 0) return undefined;
  const means = [...new Set(weaker.map((row) => row.means))].join(" ");
  return { what, attributes: weaker.map(({ attribute }) => attribute), means };
}

/** The types that it knows, for the test that holds them against the provider. */
export const REDUCIBLE_TYPES = Object.entries(REDUCTION_RULES).map(
  ([type, { losesData: losing = [], losesProtection: protecting = [] }]) => ({
    type,
    attributes: [...losing, ...protecting].map(({ attribute }) => attribute),
  }),
);
