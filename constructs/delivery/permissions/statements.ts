import type { PolicyStatement } from "../../core/policy";
import { type Part, readActions, writeActions } from "./index";
import { serviceOf } from "./rights";
import { type Owner, type Scope, scopeOf } from "./scopes";

/**
 * What it takes to plan: all settings of all that Terrace makes, and nothing that programs keep.
 *
 * Secrets are the exception. The provider reads the version that it wrote on each plan, and a new database is handed its password from
 * there by an ephemeral value, which plans open, too.
 */
export function planStatements(owner: Owner): readonly PolicyStatement[] {
  const { environment, accountId } = owner;
  const actions = readActions();
  const isOfBuckets = (action: string) => serviceOf(action) === "s3";
  return [
    {
      sid: "Settings",
      actions: actions.filter((action) => !isOfBuckets(action)),
      resources: ["*"],
      reason: "To describe something knows no single resource in most services, and shows settings, not data.",
    },
    // Not of all buckets: listing one shows what is in it.
    { sid: "Buckets", actions: actions.filter(isOfBuckets), resources: [`arn:aws:s3:::${environment}-*`] },
    {
      sid: "Secrets",
      actions: ["secretsmanager:GetSecretValue"],
      resources: [`arn:aws:secretsmanager:*:${accountId}:secret:${environment}-*`],
    },
    {
      sid: "SecretsKeys",
      actions: ["kms:Decrypt"],
      resources: [`arn:aws:kms:*:${accountId}:key/*`],
      conditions: {
        StringLike: { "aws:ResourceTag/Environment": environment, "kms:ViaService": "secretsmanager.*.amazonaws.com" },
      },
    },
  ];
}

/** What it takes to deploy a part of a platform, beyond what it takes to plan. Rights on roles are in {@link roleStatements}. */
export function deployStatements(part: Exclude<Part, "identity">, owner: Owner): readonly PolicyStatement[] {
  const actions = writeActions(part);
  const ofKeys = actions.filter((action) => serviceOf(action) === "kms");
  return [
    ...byScope(
      actions.filter((action) => serviceOf(action) !== "kms"),
      owner,
    ),
    ...keyStatements(ofKeys, owner),
  ];
}

/**
 * Keys are told by the tag that each has: they hold the data of whoever else is in the account. A new one has none yet, but the request has.
 * Whoever may tag any key with this environment's name may take any key for it: so one that has an environment keeps it.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/tag-permissions.html
 */
function keyStatements(actions: readonly string[], { environment, accountId }: Owner): readonly PolicyStatement[] {
  if (actions.length === 0) return [];
  const made: readonly string[] = actions.filter((action) => action === "kms:CreateKey");
  const of = { "aws:ResourceTag/Environment": environment };
  const asked = { "aws:RequestTag/Environment": environment };
  const keys = [`arn:aws:kms:*:${accountId}:key/*`];
  const aliases = actions.filter((action) => action.endsWith("Alias"));
  return [
    ...(made.length === 0
      ? []
      : [
          {
            sid: "NewKeys",
            actions: made,
            resources: ["*"],
            conditions: { StringLike: asked },
            reason: "A key that is being made has no name yet; it gets this environment's tag.",
          },
          {
            sid: "TagsOfNewKeys",
            actions: ["kms:TagResource"],
            resources: ["*"],
            conditions: { StringLike: asked, Null: { "aws:ResourceTag/Environment": "true" } },
            reason: "KMS asks it of whoever makes a key with tags, for all keys; one that has an environment is not given another.",
          },
        ]),
    { sid: "Keys", actions: actions.filter((action) => !made.includes(action)), resources: keys, conditions: { StringLike: of } },
    ...(aliases.length === 0
      ? []
      : [{ sid: "Aliases", actions: aliases, resources: [`arn:aws:kms:*:${accountId}:alias/${environment}-*`] }]),
  ];
}

/** One statement for each scope. */
function byScope(actions: readonly string[], owner: Owner): readonly PolicyStatement[] {
  const groups = new Map<string, { readonly scope: Scope; readonly actions: string[] }>();
  for (const action of actions) {
    const scope = scopeOf(action, owner);
    const key = JSON.stringify(scope);
    const group = groups.get(key) ?? { scope, actions: [] };
    groups.set(key, group);
    group.actions.push(action);
  }
  return [...groups.values()].map(({ scope, actions: some }) =>
    "resources" in scope ? { actions: some, resources: scope.resources } : { actions: some, resources: ["*"], reason: scope.reason },
  );
}
