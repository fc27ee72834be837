import { type Context, holds, like } from "./conditions";

/** Decides requests by policies as AWS does, for tests: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html. */
export interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Parameters<typeof holds>[0];
}

export interface Request {
  readonly action: string;
  /** @default something that nobody names */
  readonly resource?: string;
  readonly context?: Context;
}

/** What a role has: its own policies, and the boundary around them. */
export interface Rights {
  readonly policies: readonly Statement[];
  readonly boundary: readonly Statement[];
}

/** Whether both the role's policies and its boundary allow a request, and neither denies it. */
export function isAllowed({ policies, boundary }: Rights, request: Request): boolean {
  return decide(policies, request) === "Allow" && decide(boundary, request) === "Allow";
}

/** What statements say of a request: nothing, if none is about it. */
export function decide(statements: readonly Statement[], request: Request): "Allow" | "Deny" | undefined {
  const effects = statements.filter((statement) => isAbout(statement, request)).map(({ Effect }) => Effect);
  return effects.includes("Deny") ? "Deny" : effects[0];
}

function isAbout({ Action, Resource, Condition }: Statement, { action, resource = "arn:aws:any:::thing", context = {} }: Request): boolean {
  const names = (patterns: string | readonly string[], value: string) => [patterns].flat().some((pattern) => like(value, pattern));
  const actions = [Action].flat().map((each) => each.toLowerCase());
  return names(actions, action.toLowerCase()) && names(Resource, resource) && holds(Condition, context);
}
