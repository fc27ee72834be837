import { resourcesOf, type Documents, type Resource } from "./resources";

/** Resolves the references of a resource. */
export interface Lookup {
  /** The resource of a type that a reference such as `${aws_ecs_service.Api_1234.arn}` names; undefined if it is not one. */
  readonly referenced: (from: Resource, type: string, reference: unknown) => Resource | undefined;
  /** All resources of a type in the stack of a resource. */
  readonly siblings: (from: Resource, type: string) => readonly Resource[];
}

const REMOTE = /cross-stack-reference-input-([a-z0-9-]+)\.outputs\.cross-stack-output-(.+)\}/;

/** The scaling range of an ECS service; undefined if its number of tasks is fixed. */
export function scalingTargetOf(service: Resource, lookup: Lookup): Resource | undefined {
  const reference = `\${aws_ecs_service.${service.name}.`;
  return lookup.siblings(service, "aws_appautoscaling_target").find(({ block }) => String(block.resource_id).includes(reference));
}

/** Resolves references within a stack, and to outputs of other stacks of the same synthesis. */
export function lookupIn(documents: Documents): Lookup {
  const byType = new Map<string, Map<string, Resource>>();
  for (const resource of resourcesOf(documents)) {
    const key = `${resource.stack} ${resource.type}`;
    byType.set(key, (byType.get(key) ?? new Map<string, Resource>()).set(resource.name, resource));
  }
  const inStack = (stack: string, type: string) => byType.get(`${stack} ${type}`) ?? new Map<string, Resource>();
  return {
    siblings: ({ stack }, type) => [...inStack(stack, type).values()],
    referenced: (from, type, reference) => {
      const text = typeof reference === "string" ? reference : "";
      const [, stack = "", output = ""] = REMOTE.exec(text) ?? [];
      // cdktf joins type, name and attribute of a remote reference without separators.
      if (stack !== "") return [...inStack(stack, type).values()].find(({ name }) => output.startsWith(`${type}${name}`));
      const [, local = ""] = new RegExp(`\\$\\{${type}\\.([A-Za-z0-9_-]+)\\.`).exec(text) ?? [];
      return inStack(from.stack, type).get(local);
    },
  };
}
