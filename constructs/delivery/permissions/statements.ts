import type { PolicyStatement } from "../../core/policy";
import { type Part, readActions, writeActions } from "./index";
import { serviceOf } from "../../core/actions";
import { type Owner, type Scope, scopeOf } from "./scopes";
import { isTagged, taggedStatements } from "./tagged-statements";

/** Reads a parameter with its value. */
const READ_PARAMETER = "ssm:GetParameter";

/**
 * Statements for planning: they read the settings of all resource types of Terrace, and no workload data.
 *
 * Secrets are the exception. The provider reads the version that it wrote on each plan, and a new database gets its password from it
 * through an ephemeral value, which plans open too. Parameters with composed variables are read on each plan, too.
 */
export function planStatements(owner: Owner): readonly PolicyStatement[] {
  const { environment, accountId } = owner;
  const actions = readActions();
  const isOfBuckets = (action: string) => serviceOf(action) === "s3";
  return [
    {
      sid: "Settings",
      actions: actions.filter((action) => !isOfBuckets(action) && action !== READ_PARAMETER),
      resources: ["*"],
      reason: "Describe actions of most services do not support resources, and return settings, not data.",
    },
    // Not on all buckets: listing a bucket shows its contents.
    { sid: "Buckets", actions: actions.filter(isOfBuckets), resources: [`arn:aws:s3:::${environment}-*`] },
    {
      sid: "Secrets",
      actions: ["secretsmanager:GetSecretValue"],
      resources: [`arn:aws:secretsmanager:*:${accountId}:secret:${environment}-*`],
    },
    { sid: "Parameters", actions: [READ_PARAMETER], resources: [`arn:aws:ssm:*:${accountId}:parameter/${environment}/*`] },
    {
      sid: "SecretsKeys",
      actions: ["kms:Decrypt"],
      resources: [`arn:aws:kms:*:${accountId}:key/*`],
      conditions: {
        StringLike: {
          "aws:ResourceTag/Environment": environment,
          "kms:ViaService": ["secretsmanager.*.amazonaws.com", "ssm.*.amazonaws.com"],
        },
      },
    },
  ];
}

/**
 * Statements for deploying a part of a platform, in addition to those for planning. {@link roleStatements} contains the permissions on
 * roles.
 */
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

/** Groups actions into one statement per scope. */
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
