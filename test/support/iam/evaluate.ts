import { type Context, holds, like } from "./conditions";

/** A policy statement. The functions below evaluate policies as AWS does, for tests: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html. */
export interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Parameters<typeof holds>[0];
}

export interface Request {
  readonly action: string;
  /** @default a resource that no policy names */
  readonly resource?: string;
  readonly context?: Context;
}

/** The policies of a role, and its permissions boundary. */
export interface Rights {
  readonly policies: readonly Statement[];
  readonly boundary: readonly Statement[];
}

/** Whether the role's policies and its permissions boundary both allow a request, and neither denies it. */
export function isAllowed({ policies, boundary }: Rights, request: Request): boolean {
  return decide(policies, request) === "Allow" && decide(boundary, request) === "Allow";
}

/** The effect of these statements on a request. Undefined if no statement applies. */
export function decide(statements: readonly Statement[], request: Request): "Allow" | "Deny" | undefined {
  const effects = statements.filter((statement) => appliesTo(statement, request)).map(({ Effect }) => Effect);
  return effects.includes("Deny") ? "Deny" : effects[0];
}

function appliesTo(
  { Action, Resource, Condition }: Statement,
  { action, resource = "arn:aws:any:::resource", context = {} }: Request,
): boolean {
  const names = (patterns: string | readonly string[], value: string) => [patterns].flat().some((pattern) => like(value, pattern));
  const actions = [Action].flat().map((each) => each.toLowerCase());
  return names(actions, action.toLowerCase()) && names(Resource, resource) && holds(Condition, context);
}
