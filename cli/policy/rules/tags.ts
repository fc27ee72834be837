import { type Block, type Documents, nested, resourcesOf, type Resource, type StackDocument } from "../resources";
import type { Finding } from "../exceptions";
import { findingAt, type ResourceCheck, ruleByType } from "./rule";

/** What every resource tells by itself: whose it is, where in code it is, and that no hand made it. */
const REQUIRED = ["Environment", "Stack", "ManagedBy"];

/**
 * Everything is tagged: by its provider's default tags, which reach all that AWS lets be tagged, so that no resource is forgotten; no
 * resource says otherwise; and what AWS makes of a resource later (tasks, snapshots) takes its tags over.
 */
export function tags(documents: Documents): Finding[] {
  return [
    ...[...documents].flatMap(([stack, document]) => untaggedProviders(stack, document)),
    ...resourcesOf(documents).flatMap(otherwise),
    ...handedOn(documents),
  ];
}

function untaggedProviders(stack: string, { provider = {} }: StackDocument): Finding[] {
  return (provider.aws ?? []).flatMap((block) => {
    const given = defaultTags(block);
    const missing = REQUIRED.filter((key) => given[key] === undefined || given[key] === "");
    const wrong = given.Stack !== undefined && given.Stack !== stack ? ["Stack (it names another)"] : [];
    const what = [...missing, ...wrong];
    if (what.length === 0) return [];
    const name = typeof block.alias === "string" ? `aws.${block.alias}` : "aws";
    return [{ check: "TAGGED", stack, name, place: `${stack} provider ${name}`, what: `Its default tags lack ${what.join(", ")}` }];
  });
}

function defaultTags(provider: Block): Block {
  return nested(provider, "default_tags").reduce<Block>((all, { tags: own }) => ({ ...all, ...(own as Block | undefined) }), {});
}

function otherwise(resource: Resource): Finding[] {
  const own = (resource.block.tags ?? {}) as Block;
  const keys = REQUIRED.filter((key) => own[key] !== undefined);
  return keys.length > 0 ? [findingAt("TAGGED", resource, `Its own tags hide the default ${keys.join(", ")}`)] : [];
}

const HANDED_ON: Readonly<Record<string, ResourceCheck>> = {
  aws_db_instance: ({ block }) => [block.copy_tags_to_snapshot !== true && "Its snapshots have no tags"],
  aws_ecs_service: ({ block }) => [!["SERVICE", "TASK_DEFINITION"].includes(String(block.propagate_tags)) && "Its tasks have no tags"],
};

const handedOn = ruleByType("TAGGED", HANDED_ON);
