import { isDeepStrictEqual } from "node:util";
import { at, blocks, type Values } from "../../constructs/core/plan-values";

/** After how many days a rule of a bucket deletes something; never, where it does not. */
function daysOf(rule: Values | undefined, ...path: readonly string[]): number {
  const days = rule?.status === "Enabled" ? at(rule, ...path) : undefined;
  return typeof days === "number" && days > 0 ? days : Infinity;
}

const DATE = ["expiration", "date"];
/** How long something lives by a rule of a bucket. */
const LIVES = [
  ["expiration", "days"],
  ["noncurrent_version_expiration", "noncurrent_days"],
] as const;

function newerVersionsKept(rule: Values | undefined): number {
  const kept = rule && at(rule, "noncurrent_version_expiration", "newer_noncurrent_versions");
  return typeof kept === "number" ? kept : 0;
}

/** Whether a rule may delete something that was not deleted before. Of another choice of objects nobody knows whether it is more. */
function deletesMore(rule: Values, was: Values | undefined): boolean {
  const all = LIVES.map((path) => daysOf(rule, ...path));
  const date = rule.status === "Enabled" && Boolean(at(rule, ...DATE));
  if (!date && all.every((days) => days === Infinity)) return false;
  if (was === undefined || !isDeepStrictEqual(rule.filter, was.filter) || rule.prefix !== was.prefix) return true;
  const shorter = LIVES.some((path, index) => (all[index] ?? Infinity) < daysOf(was, ...path));
  return shorter || (date && at(rule, ...DATE) !== at(was, ...DATE)) || newerVersionsKept(rule) < newerVersionsKept(was);
}

/** Whether the rules of a bucket delete sooner, or more. */
export function expiresSooner(before: Values, after: Values): boolean {
  const was = blocks(before, "rule");
  return blocks(after, "rule").some((rule) =>
    deletesMore(
      rule,
      was.find(({ id }) => id === rule.id),
    ),
  );
}

/** Whether what was copied to another bucket is not any more. */
export function lessReplication(before: Values, after: Values): boolean {
  const copying = (values: Values) => blocks(values, "rule").filter(({ status }) => status === "Enabled");
  const still = copying(after).map(({ id }) => id);
  // Where it goes altogether, there is no list of rules any more.
  return copying(before).some(({ id }) => !still.includes(id));
}

interface ImageRule {
  readonly rulePriority?: number;
  readonly selection?: { readonly countNumber?: number };
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

/** Whether the rules of an image repository delete more: keep fewer or for a shorter time, or choose otherwise. */
export function imagesExpireSooner({ policy: before }: Values, { policy: after }: Values): boolean {
  const was = imageRules(before);
  return imageRules(after).some((rule) => {
    const same = was.find((one) => isDeepStrictEqual(chosen(one), chosen(rule)));
    return (rule.selection?.countNumber ?? 0) < (same?.selection?.countNumber ?? Infinity);
  });
}
