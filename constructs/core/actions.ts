/** What Terraform's provider calls for a type of resource, as actions of IAM. */
export interface Rights {
  /** To plan it: settings, never data. */
  readonly read: readonly string[];
  /** To make, change and delete it. */
  readonly write: readonly string[];
}

/**
 * Rights by type of resource. Each row is what provider 5.100.0 calls for the arguments that Terrace sets; a test holds that every type
 * that any environment is made of has a row, and that every row is of use.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export type RightsTable = Readonly<Record<string, Rights>>;

/**
 * Actions of one service, named in one text.
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

/** What a service that encrypts with a customer managed key requires of the principal that creates the resource. */
export const USE_OF_KEY = actionsOf("kms")("DescribeKey CreateGrant Decrypt GenerateDataKey GenerateDataKeyWithoutPlaintext");

/** What the pipeline and the workloads are allowed to do with resources of one kind. */
export interface KindRights {
  /** To plan and deploy, by type of resource. */
  readonly resources: RightsTable;
  /** To plan, by type of data source or ephemeral resource. @default none */
  readonly lookups?: Readonly<Record<string, Rights["read"]>>;
  /** The ARNs' ends of resources that deployments may change, by service: names that start with the environment's name. */
  readonly scopes: Readonly<Record<string, (environment: string) => readonly string[]>>;
  /** Prefixes of log groups that AWS makes; the name of a resource follows. @default none */
  readonly logGroups?: readonly string[];
  /** Words that stand before the resource's name in the alarms of target tracking, as in `TargetTracking-table/…`. @default none */
  readonly scaled?: readonly string[];
  /** All that a task may ever do with one: a part of the boundary of all roles. */
  readonly tasks: readonly string[];
  /** Services that create a role of their own when the first resource is created. @default none */
  readonly serviceLinked?: readonly string[];
  /** Services that receive a role of the stack. @default none */
  readonly passedTo?: readonly string[];
}
