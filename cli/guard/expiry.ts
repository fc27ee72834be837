import { isDeepStrictEqual } from "node:util";
import { at, blocks, type Values } from "../../constructs/core/plan-values";

/** Days until a lifecycle rule deletes objects. Infinity: never. */
function daysOf(rule: Values | undefined, ...path: readonly string[]): number {
  const days = rule?.status === "Enabled" ? at(rule, ...path) : undefined;
  return typeof days === "number" && days > 0 ? days : Infinity;
}

const DATE = ["expiration", "date"];
/** Paths of the durations in a lifecycle rule. */
const DURATIONS = [
  ["expiration", "days"],
  ["noncurrent_version_expiration", "noncurrent_days"],
] as const;

function newerVersionsKept(rule: Values | undefined): number {
  const kept = rule && at(rule, "noncurrent_version_expiration", "newer_noncurrent_versions");
  return typeof kept === "number" ? kept : 0;
}

/** Whether a rule may delete more objects than before. A changed filter counts as more, because the matching objects are unknown. */
function deletesMore(rule: Values, was: Values | undefined): boolean {
  const all = DURATIONS.map((path) => daysOf(rule, ...path));
  const date = rule.status === "Enabled" && Boolean(at(rule, ...DATE));
  if (!date && all.every((days) => days === Infinity)) return false;
  if (was === undefined || !isDeepStrictEqual(rule.filter, was.filter) || rule.prefix !== was.prefix) return true;
  const shorter = DURATIONS.some((path, index) => (all[index] ?? Infinity) < daysOf(was, ...path));
  return shorter || (date && at(rule, ...DATE) !== at(was, ...DATE)) || newerVersionsKept(rule) < newerVersionsKept(was);
}

/** Whether the lifecycle rules of a bucket delete objects earlier, or more objects. */
export function expiresSooner(before: Values, after: Values): boolean {
  const was = blocks(before, "rule");
  return blocks(after, "rule").some((rule) =>
    deletesMore(
      rule,
      was.find(({ id }) => id === rule.id),
    ),
  );
}

/** Whether a replication rule of a bucket is removed or disabled. */
export function lessReplication(before: Values, after: Values): boolean {
  const enabledRules = (values: Values) => blocks(values, "rule").filter(({ status }) => status === "Enabled");
  const still = enabledRules(after).map(({ id }) => id);
  // A deleted configuration has no list of rules.
  return enabledRules(before).some(({ id }) => !still.includes(id));
}

interface ImageRule {
  readonly rulePriority?: number;
  readonly selection?: { readonly tagStatus?: string; readonly countType?: string; readonly countNumber?: number };
}

function imageRules(policy: unknown): ImageRule[] {
  if (typeof policy !== "string") return [];
  try {
    return (JSON.parse(policy) as { readonly rules?: readonly ImageRule[] }).rules?.slice() ?? [];
  } catch {
    return [];
  }
}

const chosen = ({ selection }: ImageRule): object => ({ ...selection, countNumber: undefined });

/**
 * Whether the lifecycle rules of an image repository delete more images: lower counts or ages, or a different selection. Before a new rule for tags,
 * the rule for any tag status applied to its images; a rule that was removed leaves them to that rule again.
 */
export function imagesExpireSooner({ policy: before }: Values, { policy: after }: Values): boolean {
  const [was, now] = [imageRules(before), imageRules(after)];
  const isSooner = (rule: ImageRule, reference: ImageRule | undefined) =>
    (rule.selection?.countNumber ?? 0) < (reference?.selection?.countNumber ?? Infinity);
  const isRemoved = was.filter(isOfTags).some((rule) => {
    const rest = anyOf(now, rule);
    return !sameIn(now, rule) && rest !== undefined && isSooner(rest, rule);
  });
  return isRemoved || now.some((rule) => isSooner(rule, sameIn(was, rule) ?? (isOfTags(rule) ? anyOf(was, rule) : undefined)));
}

const isOfTags = ({ selection }: ImageRule): boolean => selection?.tagStatus === "tagged";

const sameIn = (rules: readonly ImageRule[], rule: ImageRule): ImageRule | undefined =>
  rules.find((one) => isDeepStrictEqual(chosen(one), chosen(rule)));

/** The rule for any tag status that counts in the same way. */
function anyOf(rules: readonly ImageRule[], { selection }: ImageRule): ImageRule | undefined {
  return rules.find((one) => one.selection?.tagStatus === "any" && one.selection.countType === selection?.countType);
}
