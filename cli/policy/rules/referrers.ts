import { keyOf, type Target, targetsOf } from "../references";
import type { Resource } from "../../synthesis/resources";
import type { CheckContext } from "./rule";

/** The resources of a type that reference this one in an argument, for example the policy of a bucket. */
export function referrersOf(target: Target, type: string, argument: string, { documents, resources }: CheckContext): readonly Resource[] {
  const wanted = keyOf(target);
  return resources.filter(
    (resource) =>
      resource.type === type && targetsOf(documents, resource.stack, resource.block[argument]).some((each) => keyOf(each) === wanted),
  );
}
