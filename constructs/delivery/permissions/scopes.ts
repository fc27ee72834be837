import { serviceOf } from "../../core/actions";
import { mergeTables } from "../../core/merge-tables";
import { KIND_RIGHTS } from "../../registry";

/** The owner of the resources in a policy. */
export interface Owner {
  /**
   * An environment; or several, by name prefix with a trailing `*` (`pull*`). IAM patterns have no digit class, so the prefix must not
   * match another environment, as `pr*` matches `prod`.
   */
  readonly environment: string;
  readonly accountId: string;
}

/** The resources of a service in a statement: those with the environment's prefix, or all of the account with a reason. */
export type Scope = { readonly resources: readonly string[] } | { readonly reason: string };

const IDS = "AWS generates their IDs at creation, so the limit is the account.";

/**
 * Resource names with the environment's prefix, in every region: a decommissioned region must be emptied too. No pattern has a wildcard
 * directly before the environment's name: `*prod-*` also matches `preprod-*`.
 */
const NAMED = mergeTables<(environment: string) => readonly string[]>([
  ...KIND_RIGHTS.map(({ scopes }) => scopes),
  {
    athena: (name) => [`workgroup/${name}-*`],
    // AWS names the alarms of target tracking after the scaled resource: `TargetTracking-service/<cluster>/<service>-AlarmHigh-<UUID>` and
    // `TargetTracking-table/<table>-…`.
    cloudwatch: (name) => [
      `alarm:${name}-*`,
      ...["service", ...KIND_RIGHTS.flatMap(({ scaled = [] }) => scaled)].map((scaled) => `alarm:TargetTracking-${scaled}/${name}-*`),
      `dashboard/${name}-*`,
    ],
    ecr: (name) => [`repository/${name}/*`],
    ecs: (name) => [`cluster/${name}-*`, `service/${name}-*`, `service-deployment/${name}-*`, `task-definition/${name}-*`],
    // Target group names have a prefix of six characters, which is too short for the environment's name.
    elasticloadbalancing: (name) => [
      ...["loadbalancer", "listener", "listener-rule"].flatMap((kind) => [`${kind}/app/${name}-*`, `${kind}/net/${name}-*`]),
      "targetgroup/*",
    ],
    events: (name) => [`rule/${name}-*`],
    // Deleting a database also deletes its functions.
    glue: (name) => ["catalog", `database/${name}_*`, `table/${name}_*`, `userDefinedFunction/${name}_*`],
    sns: (name) => [`${name}-*`],
    ssm: (name) => [`parameter/${name}/*`],
  },
]);

/** The reason why permissions on a service cover all of its resources in the account. */
const WHOLE: Readonly<Record<string, string>> = {
  acm: IDS,
  "application-autoscaling": IDS,
  chatbot: IDS,
  cloudfront: IDS,
  ec2: IDS,
  grafana: IDS,
  logs: "Deliveries, saved queries and policies have IDs, or names without the environment's prefix. Actions on log groups are limited by name.",
  organizations: "It reads the account's organization, which Grafana requires of the creator of a workspace.",
  route53: IDS,
  sso: "Grafana registers workspaces in IAM Identity Center on behalf of their creator; these actions do not support resources.",
  wafv2: IDS,
};

/** Actions on log groups. The services that write the logs define their name patterns, with the environment's name in the path. */
const ON_LOG_GROUPS: readonly string[] = [
  "logs:AssociateKmsKey",
  "logs:CreateLogGroup",
  "logs:DeleteLogGroup",
  "logs:DeleteMetricFilter",
  "logs:DeleteRetentionPolicy",
  "logs:DisassociateKmsKey",
  "logs:PutMetricFilter",
  "logs:PutRetentionPolicy",
];

/** Prefixes of log groups that AWS services write to. The name of a resource follows, which starts with the environment's name. */
const NAMED_GROUPS = ["/aws/ecs/containerinsights/", "/aws/events/", ...KIND_RIGHTS.flatMap(({ logGroups: prefixes = [] }) => prefixes)];

/** ARNs of log groups by full path: `/aws/*` before a name would match other AWS paths of other environments too. */
function logGroups({ environment, accountId }: Owner): readonly string[] {
  const delivered = ["alb", "cdn", "nlb"].map((role) => `/aws/vendedlogs/${environment}/${role}`);
  const whole = [...delivered, `/aws/vendedlogs/prometheus/${environment}`, `aws-waf-logs-${environment}`];
  const names = [
    `/${environment}/*`,
    ...NAMED_GROUPS.map((prefix) => `${prefix}${environment}-*`),
    // Some actions use an ARN with the suffix `:*`.
    ...whole.flatMap((name) => [name, `${name}:*`]),
  ];
  return names.map((name) => `arn:aws:logs:*:${accountId}:log-group:${name}`);
}

/** Actions that do not support resources, in services whose other actions do. */
const ALONE: readonly string[] = [
  "ecr:PutReplicationConfiguration",
  "ecs:DeregisterTaskDefinition",
  "ecs:RegisterTaskDefinition",
  "glue:TagResource",
  "glue:UntagResource",
  "sns:SetSubscriptionAttributes",
  "sns:Unsubscribe",
];

/** Actions that support resources but that AWS rejects unless they are allowed on all resources. */
const ON_ALL: Readonly<Record<string, string>> = {
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
  "cloudwatch:PutCompositeAlarm":
    "CloudWatch rejects it unless it is allowed on all alarms, because a composite alarm can reference any alarm.",
};

/**
 * Returns the resources of an action.
 *
 * @throws RangeError if the service of the action has no row, so that no action is allowed on all resources by mistake.
 */
export function scopeOf(action: string, owner: Owner): Scope {
  const { environment, accountId } = owner;
  const service = serviceOf(action);
  if (ON_LOG_GROUPS.includes(action)) return { resources: logGroups(owner) };
  const onAll = ON_ALL[action];
  if (onAll !== undefined) return { reason: onAll };
  if (ALONE.includes(action)) return { reason: "The action does not support resources." };
  // ARNs of buckets contain neither region nor account.
  if (service === "s3") return { resources: [`arn:aws:s3:::${environment}-*`] };
  const named = NAMED[service]?.(environment).map((resource) => `arn:aws:${service}:*:${accountId}:${resource}`);
  if (named) return { resources: named };
  const reason = WHOLE[service];
  if (reason === undefined) throw new RangeError(`unknown scope of ${action}: add ${service} to permissions/scopes.ts`);
  return { reason };
}
