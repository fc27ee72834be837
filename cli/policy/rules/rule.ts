import { type Documents, placeOf, resourcesOf, type Resource } from "../../synthesis/resources";
import type { Finding } from "../exceptions";
import type { OwnRule } from "../../../constructs/core/policy-checks";

/** A rule of Terrace for all stacks. */
export type Rule = (documents: Documents) => readonly Finding[];

/** The context of a check. */
export interface CheckContext {
  readonly documents: Documents;
  readonly resources: readonly Resource[];
}

/** Returns the violations of one resource, as text. */
export type ResourceCheck = (resource: Resource, context: CheckContext) => readonly (string | false)[];

/** Creates a rule from checks by resource type. Other types are not checked. */
export function ruleByType(check: OwnRule, checks: Readonly<Record<string, ResourceCheck>>): Rule {
  return (documents) => {
    const resources = resourcesOf(documents);
    const context = { documents, resources };
    return resources.flatMap((resource) =>
      (checks[resource.type]?.(resource, context) ?? []).flatMap((description) =>
        description === false ? [] : [findingAt(check, resource, description)],
      ),
    );
  };
}

export function findingAt(check: OwnRule, resource: Resource, description: string): Finding {
  return { check, stack: resource.stack, name: resource.name, place: placeOf(resource), description };
}
