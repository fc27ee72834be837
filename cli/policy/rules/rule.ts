import { type Documents, placeOf, resourcesOf, type Resource } from "../resources";
import type { Finding } from "../exceptions";
import type { OwnRule } from "../../../constructs/core/policy-checks";

/** A rule of ours over all stacks. */
export type Rule = (documents: Documents) => readonly Finding[];

/** All that a judge of one resource may look at. */
export interface Surroundings {
  readonly documents: Documents;
  readonly resources: readonly Resource[];
}

/** What is wrong with a resource of one type, in words. */
export type ResourceCheck = (resource: Resource, around: Surroundings) => readonly (string | false)[];

/** A rule by type of resource: types that it does not name it has nothing to say about. */
export function ruleByType(check: OwnRule, judges: Readonly<Record<string, ResourceCheck>>): Rule {
  return (documents) => {
    const resources = resourcesOf(documents);
    const around = { documents, resources };
    return resources.flatMap((resource) =>
      (judges[resource.type]?.(resource, around) ?? []).flatMap((what) => (what === false ? [] : [findingAt(check, resource, what)])),
    );
  };
}

export function findingAt(check: OwnRule, resource: Resource, what: string): Finding {
  return { check, stack: resource.stack, name: resource.name, place: placeOf(resource), what };
}
