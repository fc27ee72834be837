/** The IAM actions that Terraform's provider calls for a resource type. */
export interface Rights {
  /** Actions of a plan. They read settings, never data. */
  readonly read: readonly string[];
  /** Actions that create, change and delete the resource. */
  readonly write: readonly string[];
}

/**
 * IAM actions by resource type. Each row contains the calls of provider 5.100.0 for the arguments that Terrace sets. A test verifies that
 * every resource type of any environment has a row, and that every row is used.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export type RightsTable = Readonly<Record<string, Rights>>;

/**
 * Builds the actions of one service from a single string.
 *
 * @example
 * const sqs = actionsOf("sqs");
 * sqs("CreateQueue DeleteQueue"); // ["sqs:CreateQueue", "sqs:DeleteQueue"]
 */
export function actionsOf(service: string): (names: string) => readonly string[] {
  return (names) => names.split(" ").map((name) => `${service}:${name}`);
}

/** The service of an action. */
export function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(":"));
}

/** The actions that a service which encrypts with a customer managed key requires of the principal that creates the resource. */
export const USE_OF_KEY = actionsOf("kms")("DescribeKey CreateGrant Decrypt GenerateDataKey GenerateDataKeyWithoutPlaintext");

/** The permissions of the pipeline and of the workloads on resources of one kind. */
export interface KindRights {
  /** Actions for planning and deploying, by resource type. */
  readonly resources: RightsTable;
  /** Actions for planning, by type of data source or ephemeral resource. @default none */
  readonly lookups?: Readonly<Record<string, Rights["read"]>>;
  /** Suffixes of the ARNs that deployments can change, by service. They match names that start with the environment's name. */
  readonly scopes: Readonly<Record<string, (environment: string) => readonly string[]>>;
  /** Prefixes of log groups that AWS creates; the name of a resource follows. @default none */
  readonly logGroups?: readonly string[];
  /** Words before the resource's name in the names of target tracking alarms, as in `TargetTracking-table/…`. @default none */
  readonly scaled?: readonly string[];
  /** The maximum permissions of a task on one resource: part of the permissions boundary of all roles. */
  readonly tasks: readonly string[];
  /** Services that create a service-linked role with the first resource. @default none */
  readonly serviceLinked?: readonly string[];
  /** Services to which the stack passes a role. @default none */
  readonly passedTo?: readonly string[];
}
