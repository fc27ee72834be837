import type { PolicyStatement } from "../../core/policy";
import { serviceOf } from "../../core/actions";
import type { Owner } from "./scopes";

type Conditions = NonNullable<PolicyStatement["conditions"]>;

/** Resources without names: their ARNs contain only IDs, so their tag decides which environment they belong to. */
interface TaggedResource {
  /** Plural; the end of statement IDs. */
  readonly noun: string;
  /** The action that creates one, with its tags in the same request. */
  readonly create: string;
  /** The end of their ARNs. */
  readonly arn: string;
  /** True of a resource in creation, but not of most resources that exist: a resource that matches all of these can receive the tag. */
  readonly creation: Conditions;
}

/**
 * Services whose permissions depend on the tag `Environment`. A permission to set that tag is a permission to take the resource, so no
 * action of these services is allowed without a condition on it. A test compares the list with all policies.
 *
 * KMS requires `kms:TagResource` of a principal that creates a key with tags, "in an IAM policy that isn't restricted to particular KMS keys",
 * and has no condition key for "as a part of CreateKey". So the condition describes a key in creation: it has no tag `Environment` and no
 * alias, and it is of the kind that Terrace creates. The remaining gap is an existing symmetric key without a tag and without an alias.
 * `IfExists`: AWS does not document whether KMS sends the kind in that request.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/tag-permissions.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonmanagedserviceforprometheus.html
 */
export const TAGGED: Readonly<Record<string, TaggedResource>> = {
  aps: { noun: "Workspaces", create: "aps:CreateWorkspace", arn: "workspace/*", creation: {} },
  kms: {
    noun: "Keys",
    create: "kms:CreateKey",
    arn: "key/*",
    creation: {
      StringEqualsIfExists: { "kms:KeyOrigin": "AWS_KMS", "kms:KeySpec": "SYMMETRIC_DEFAULT", "kms:KeyUsage": "ENCRYPT_DECRYPT" },
      Null: { "kms:ResourceAliases": "true" },
    },
  },
};

const TAG = "Environment";
const ON_RESOURCE = `aws:ResourceTag/${TAG}`;
const IN_REQUEST = `aws:RequestTag/${TAG}`;

/** Whether the permission for an action depends on a tag. */
export function isTagged(action: string): boolean {
  return Object.hasOwn(TAGGED, serviceOf(action));
}

/** The permissions on tagged resources of an environment: create them with their tag, use and delete them, but never change the tag. */
export function taggedStatements(actions: readonly string[], owner: Owner): readonly PolicyStatement[] {
  return Object.entries(TAGGED).flatMap(([service, tagged]) => {
    const some = actions.filter((action) => serviceOf(action) === service);
    return some.length === 0 ? [] : statementsOf(service, tagged, some, owner);
  });
}

function statementsOf(
  service: string,
  { noun, create, arn, creation }: TaggedResource,
  actions: readonly string[],
  { environment, accountId }: Owner,
): readonly PolicyStatement[] {
  const resources = [`arn:aws:${service}:*:${accountId}:${arn}`];
  const [tag, untag] = [`${service}:TagResource`, `${service}:UntagResource`];
  const others = actions.filter((action) => ![create, tag, untag].includes(action));
  const aliases = actions.filter((action) => action.endsWith("Alias") && service === "kms");
  const own = { StringLike: { [ON_RESOURCE]: environment } };
  const statements: readonly PolicyStatement[] = [
    {
      sid: `New${noun}`,
      actions: [create],
      resources: ["*"],
      conditions: { StringLike: { [IN_REQUEST]: environment } },
      reason: "A resource in creation has no ARN yet. The request must contain this environment's tag.",
    },
    {
      sid: `TagsOfNew${noun}`,
      actions: [tag],
      resources,
      conditions: { StringLike: { [IN_REQUEST]: environment }, ...creation, Null: { [ON_RESOURCE]: "true", ...creation.Null } },
    },
    {
      sid: `TagsOf${noun}`,
      actions: [tag],
      resources,
      conditions: { ...own, StringLikeIfExists: { [IN_REQUEST]: environment } },
    },
    {
      sid: `OldTagsOf${noun}`,
      actions: [untag],
      resources,
      conditions: { ...own, "ForAllValues:StringNotEquals": { "aws:TagKeys": TAG } },
    },
  ];
  return [
    ...statements.filter((statement) => statement.actions.every((action) => actions.includes(action))),
    { sid: noun, actions: others, resources, conditions: own },
    // An alias has no tag, and AWS requires the permission for both the alias and its key.
    ...(aliases.length === 0
      ? []
      : [{ sid: "Aliases", actions: aliases, resources: [`arn:aws:kms:*:${accountId}:alias/${environment}-*`] }]),
  ];
}

/**
 * Upper bounds, independent of the policies of a role: no action on another environment's tagged resources, no tag of another
 * environment on any resource, and no resource loses its tag.
 */
export function tagDenials({ environment, accountId }: Owner): readonly PolicyStatement[] {
  const services = Object.keys(TAGGED);
  const each = (name: string) => services.map((service) => `${service}:${name}`);
  const other = (key: string): Conditions => ({ StringNotLike: { [key]: environment }, Null: { [key]: "false" } });
  const resources = Object.entries(TAGGED).map(([service, { arn }]) => `arn:aws:${service}:*:${accountId}:${arn}`);
  return [
    { sid: "NoOthers", effect: "Deny", actions: each("*"), resources, conditions: other(ON_RESOURCE) },
    {
      sid: "NoTagOfOthers",
      effect: "Deny",
      actions: [...Object.values(TAGGED).map(({ create }) => create), ...each("TagResource")],
      resources: ["*"],
      conditions: other(IN_REQUEST),
    },
    {
      sid: "TagStays",
      effect: "Deny",
      actions: each("UntagResource"),
      resources,
      conditions: { "ForAnyValue:StringEquals": { "aws:TagKeys": TAG } },
    },
  ];
}
