import { type Block, type Documents, nested, resourcesOf, type Resource, type StackDocument } from "../../synthesis/resources";
import type { Finding } from "../exceptions";
import { findingAt, type ResourceCheck, ruleByType } from "./rule";

/** Required tags of every resource: environment, stack, and the tool that manages it. */
const REQUIRED = ["Environment", "Stack", "ManagedBy"];

/**
 * Every resource is tagged. The provider's default tags cover all taggable resources, no resource overrides them, and objects that AWS creates
 * later (tasks, snapshots) inherit them.
 */
export function tags(documents: Documents): Finding[] {
  return [
    ...[...documents].flatMap(([stack, document]) => untaggedProviders(stack, document)),
    ...resourcesOf(documents).flatMap(overridden),
    ...inherited(documents),
  ];
}

function untaggedProviders(stack: string, { provider = {} }: StackDocument): Finding[] {
  return (provider.aws ?? []).flatMap((block) => {
    const given = defaultTags(block);
    const missing = REQUIRED.filter((key) => given[key] === undefined || given[key] === "");
    const wrong = given.Stack !== undefined && given.Stack !== stack ? ["Stack (another stack's name)"] : [];
    const description = [...missing, ...wrong];
    if (description.length === 0) return [];
    const name = typeof block.alias === "string" ? `aws.${block.alias}` : "aws";
    return [
      { check: "TAGGED", stack, name, place: `${stack} provider ${name}`, description: `Its default tags lack ${description.join(", ")}` },
    ];
  });
}

function defaultTags(provider: Block): Block {
  return nested(provider, "default_tags").reduce<Block>((all, { tags: own }) => ({ ...all, ...(own as Block | undefined) }), {});
}

function overridden(resource: Resource): Finding[] {
  const own = (resource.block.tags ?? {}) as Block;
  const keys = REQUIRED.filter((key) => own[key] !== undefined);
  return keys.length > 0 ? [findingAt("TAGGED", resource, `Its own tags hide the default ${keys.join(", ")}`)] : [];
}

const INHERITED: Readonly<Record<string, ResourceCheck>> = {
  aws_db_instance: ({ block }) => [block.copy_tags_to_snapshot !== true && "Its snapshots have no tags"],
  aws_ecs_service: ({ block }) => [!["SERVICE", "TASK_DEFINITION"].includes(String(block.propagate_tags)) && "Its tasks have no tags"],
};

const inherited = ruleByType("TAGGED", INHERITED);
