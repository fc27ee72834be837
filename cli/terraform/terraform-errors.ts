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
  return lockOf(Object.fromEntries([...text.matchAll(FIELD)].map(([, name = "", value = ""]) => [name, value])));
}

/** A lock from its fields, as Terraform prints them, and as its backend writes them into the lock. */
export function lockOf({ ID = "", Path = "", Operation = "", Who = "", Created = "" }: Readonly<Partial<Record<string, string>>>): Lock {
  return {
    id: ID,
    path: Path,
    operation: Operation.replace(/^OperationType/, "").toLowerCase(),
    who: Who || "an unknown user",
    since: dateOf(Created),
  };
}

/** `2026-11-21 12:58:03.123456789 +0000 UTC`, Go's time format, or `2026-11-21T12:58:03.123456789Z` in JSON. Both are UTC. */
function dateOf(text: string): Date | undefined {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,3})?)/.exec(text) ?? [];
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
