/**
 * Parses the Terraform errors that a deployment handles. They have no error codes, so their texts are matched.
 */

/** The lock of a state, as Terraform prints it. */
export interface Lock {
  readonly id: string;
  /** Location of the state. S3 backend: bucket and key. */
  readonly path: string;
  readonly operation: string;
  readonly who: string;
  readonly since: Date | undefined;
}

const FIELD = /^\s*(ID|Path|Operation|Who|Created):[ \t]*(\S.*?)?\s*$/gm;

/**
 * The lock that made a Terraform command fail. Undefined for other errors.
 *
 * @see https://github.com/hashicorp/terraform/blob/v1.11.4/internal/states/statemgr/locker.go (LockInfo.String)
 */
export function lockIn(text: string): Lock | undefined {
  if (!text.includes("Error acquiring the state lock")) return undefined;
  const fields = new Map([...text.matchAll(FIELD)].map(([, name = "", value = ""]) => [name, value]));
  const field = (name: string) => fields.get(name) ?? "";
  return {
    id: field("ID"),
    path: field("Path"),
    operation: field("Operation")
      .replace(/^OperationType/, "")
      .toLowerCase(),
    who: field("Who") || "an unknown user",
    since: dateOf(field("Created")),
  };
}

/** `2026-11-21 12:58:03.123456789 +0000 UTC`, Go's time format. */
function dateOf(text: string): Date | undefined {
  const [, day, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/.exec(text) ?? [];
  return day !== undefined && time !== undefined ? new Date(`${day}T${time}Z`) : undefined;
}

/**
 * Whether Terraform rejected a saved plan because the state has changed.
 *
 * @see https://github.com/hashicorp/terraform/blob/v1.11.4/internal/backend/local/backend_local.go
 */
export function isStale(text: string): boolean {
  return /Saved plan is stale|Saved plan does not match the given state/.test(text);
}
