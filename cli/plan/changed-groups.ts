import { groupOfStack } from "../../stacks/names";
import { type Base, unchangedSince } from "./base";
import type { Digests } from "./digests";

/** One job of a pipeline: a group, or an empty string for the whole environment. */
export interface GroupJob {
  readonly group: string;
}

const WHOLE: readonly GroupJob[] = [{ group: "" }];

/**
 * The jobs that deploy the changes since a base: one for each changed group, or one for the whole environment if a stack outside the groups has
 * changed, was added or was removed, or if the base is unknown.
 */
export function jobsFor(base: Base, stacks: Digests): readonly GroupJob[] {
  if (!base.known) return WHOLE;
  const same = unchangedSince(base, stacks);
  const all = new Set([...Object.keys(stacks), ...Object.keys(base.stacks)]);
  const changed = [...all].filter((name) => !same.has(name));
  const removed = changed.some((name) => !Object.hasOwn(stacks, name));
  const groups = changed.map(groupOfStack);
  if (removed || groups.includes(undefined)) return WHOLE;
  return [...new Set(groups.flatMap((group) => group ?? []))].sort().map((group) => ({ group }));
}
