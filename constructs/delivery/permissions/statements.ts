import type { PolicyStatement } from "../../core/policy";
import { type Part, readActions, writeActions } from "./index";
import { serviceOf } from "../../core/actions";
import { type Owner, type Scope, scopeOf } from "./scopes";
import { isTagged, taggedStatements } from "./tagged-statements";

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
  return [
    ...byScope(
      actions.filter((action) => !isTagged(action)),
      owner,
    ),
    ...taggedStatements(actions, owner),
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
