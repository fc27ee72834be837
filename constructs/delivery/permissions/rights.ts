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
