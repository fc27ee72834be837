/** One statement of an IAM policy. */
export interface PolicyStatement {
  readonly sid?: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  readonly actions: readonly string[];
  /** @default none (trust policies have no resources) */
  readonly resources?: readonly string[];
  /** For example `{ Service: ["ecs-tasks.amazonaws.com"] }`, or `"*"`. */
  readonly principals?: "*" | Readonly<Record<string, readonly string[]>>;
  /** For example `{ StringEquals: { "aws:SourceAccount": accountId } }`. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  /** The reason for a wildcard (`*`). It is not part of the document: `wildcardExceptions` passes it to the policy checks. */
  readonly reason?: string;
}

/** A policy document as JSON. Equal statements produce equal bytes. */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({
      ...(statement.sid && { Sid: statement.sid }),
      Effect: statement.effect ?? "Allow",
      ...(statement.principals && { Principal: statement.principals === "*" ? "*" : mapValues(statement.principals) }),
      Action: oneOrMany(statement.actions),
      ...(statement.resources && { Resource: oneOrMany(statement.resources) }),
      ...(statement.conditions && { Condition: statement.conditions }),
    })),
  });
}

/** The trust policy of a role that only one AWS service can assume, and only for this account (prevents the confused deputy problem). */
export function serviceTrust(service: string, accountId: string): string {
  return policyDocument([
    {
      actions: ["sts:AssumeRole"],
      principals: { Service: [service] },
      conditions: { StringEquals: { "aws:SourceAccount": accountId } },
    },
  ]);
}

function oneOrMany(values: readonly string[]): string | readonly string[] {
  return values.length === 1 && values[0] !== undefined ? values[0] : values;
}

function mapValues(principals: Readonly<Record<string, readonly string[]>>) {
  return Object.fromEntries(Object.entries(principals).map(([kind, values]) => [kind, oneOrMany(values)]));
}
