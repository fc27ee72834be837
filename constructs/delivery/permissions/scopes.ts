import { serviceOf } from "../../core/actions";
import { mergeTables } from "../../core/merge-tables";
import { KIND_RIGHTS } from "../../registry";

/** Whose things rights are on. */
export interface Owner {
  /**
   * An environment; or several, by the beginning of their names with `*` behind (`pull*`). IAM knows no digits: so the beginning has to be
   * that of no other environment, as `pr*` would be of `prod`.
   */
  readonly environment: string;
  readonly accountId: string;
}

/** The things of a service that rights to deploy are on: those with names of ours, or all of the account's for a reason. */
export type Scope = { readonly resources: readonly string[] } | { readonly reason: string };

const IDS = "They are named by ids that AWS gives when it makes them: the border is the account.";

/**
 * Names that begin with the environment's, in every region: a region that is left must be emptied too. No pattern has a wildcard
 * directly before the environment's name: `*prod-*` is also `preprod-*`.
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
    // Target groups have six letters of a name, which the environment's has no place in.
    elasticloadbalancing: (name) => [
      ...["loadbalancer", "listener", "listener-rule"].flatMap((kind) => [`${kind}/app/${name}-*`, `${kind}/net/${name}-*`]),
      "targetgroup/*",
    ],
    events: (name) => [`rule/${name}-*`],
    // Whoever deletes a database deletes its functions.
    glue: (name) => ["catalog", `database/${name}_*`, `table/${name}_*`, `userDefinedFunction/${name}_*`],
    sns: (name) => [`${name}-*`],
  },
]);

/** Why rights on a service are on all that the account has of it. */
const WHOLE: Readonly<Record<string, string>> = {
  acm: IDS,
  "application-autoscaling": IDS,
  chatbot: IDS,
  cloudfront: IDS,
  ec2: IDS,
  grafana: IDS,
  logs: "Deliveries, saved queries and policies have ids, or names of their own kind; what groups of logs are made of is told by their names.",
  organizations: "It asks who the account belongs to, which Grafana wants to know of who makes a workspace.",
  route53: IDS,
  sso: "Grafana enters its workspaces at IAM Identity Center in the name of who makes them; that knows no resource.",
  wafv2: IDS,
};

/** Actions on groups of logs, which are named by the rules of whoever writes to them, with ours as a part of the path. */
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

/** Log groups, by their whole paths: `/aws/*` before a name would also be any other path of AWS, of any environment. */
function logGroups({ environment, accountId }: Owner): readonly string[] {
  const delivered = ["alb", "cdn", "nlb"].map((role) => `/aws/vendedlogs/${environment}/${role}`);
  const whole = [...delivered, `/aws/vendedlogs/prometheus/${environment}`, `aws-waf-logs-${environment}`];
  const names = [
    `/${environment}/*`,
    ...NAMED_GROUPS.map((prefix) => `${prefix}${environment}-*`),
    // Some actions have `:*` at the end of the ARN.
    ...whole.flatMap((name) => [name, `${name}:*`]),
  ];
  return names.map((name) => `arn:aws:logs:*:${accountId}:log-group:${name}`);
}

/** Actions that know no resource, of services whose other actions do. */
const ALONE: readonly string[] = [
  "ecr:PutReplicationConfiguration",
  "ecs:DeregisterTaskDefinition",
  "ecs:RegisterTaskDefinition",
  "glue:TagResource",
  "glue:UntagResource",
  "sns:SetSubscriptionAttributes",
  "sns:Unsubscribe",
];

/** Actions that AWS refuses to whoever may do them on some things only, though they know resources. */
const ON_ALL: Readonly<Record<string, string>> = {
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
  "cloudwatch:PutCompositeAlarm": "CloudWatch refuses it to whoever may not do it on all alarms: a composite alarm looks at any others.",
};

/**
 * What rights to an action are on.
 *
 * @throws RangeError for an action of a service that has no row: nothing is granted on everything by an oversight.
 */
export function scopeOf(action: string, owner: Owner): Scope {
  const { environment, accountId } = owner;
  const service = serviceOf(action);
  if (ON_LOG_GROUPS.includes(action)) return { resources: logGroups(owner) };
  const onAll = ON_ALL[action];
  if (onAll !== undefined) return { reason: onAll };
  if (ALONE.includes(action)) return { reason: "The action knows no resource." };
  // Names of buckets have neither region nor account.
  if (service === "s3") return { resources: [`arn:aws:s3:::${environment}-*`] };
  const named = NAMED[service]?.(environment).map((resource) => `arn:aws:${service}:*:${accountId}:${resource}`);
  if (named) return { resources: named };
  const reason = WHOLE[service];
  if (reason === undefined) throw new RangeError(`no scope is known for ${action}: add ${service} to permissions/scopes.ts`);
  return { reason };
}
