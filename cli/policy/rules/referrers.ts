import { keyOf, type Target, targetsOf } from "../references";
import type { Resource } from "../resources";
import type { Surroundings } from "./rule";

/** The resources of a type that name this one in an argument: much of what is said of a thing, such as a bucket's policy, stands in them. */
export function referrersOf(target: Target, type: string, argument: string, { documents, resources }: Surroundings): readonly Resource[] {
  const wanted = keyOf(target);
  return resources.filter(
    (resource) =>
      resource.type === type && targetsOf(documents, resource.stack, resource.block[argument]).some((each) => keyOf(each) === wanted),
  );
}
