/**
 * What Terraform's errors say that a deployment has to understand, read from its own words: it has no codes for them.
 */

/** Who holds a state's lock, as Terraform prints it. */
export interface Lock {
  readonly id: string;
  /** Where the state is: of the S3 backend the bucket and the key. */
  readonly path: string;
  readonly operation: string;
  readonly who: string;
  readonly since: Date | undefined;
}

const FIELD = /^\s*(ID|Path|Operation|Who|Created):[ \t]*(\S.*?)?\s*$/gm;

/**
 * The lock that a command of Terraform met; undefined where that is not why it failed.
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
    who: field("Who") || "somebody",
    since: dateOf(field("Created")),
  };
}

/** `2026-11-21 12:58:03.123456789 +0000 UTC`, as Go prints a time. */
function dateOf(text: string): Date | undefined {
  const [, day, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/.exec(text) ?? [];
  return day !== undefined && time !== undefined ? new Date(`${day}T${time}Z`) : undefined;
}

/**
 * Whether Terraform refused a saved plan because the state is another one by now.
 *
 * @see https://github.com/hashicorp/terraform/blob/v1.11.4/internal/backend/local/backend_local.go
 */
export function isStale(text: string): boolean {
  return /Saved plan is stale|Saved plan does not match the given state/.test(text);
}

/** Terraform's errors, which stand at the end of what it prints, with or without the box that it draws around them on a terminal. */
export function terraformErrors(text: readonly string[]): string[] {
  const errors: string[][] = [];
  let current: string[] | undefined;
  for (const boxed of text) {
    const line = boxed.replace(/^[╷│╵] ?/, "").trimEnd();
    if (line.startsWith("Error: ")) errors.push((current = []));
    if (line.startsWith("Warning: ")) current = undefined;
    if (line !== "") current?.push(line);
  }
  return errors.map((lines) => lines.join("\n"));
}
