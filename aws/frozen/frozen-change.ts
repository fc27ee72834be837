/** The attributes of a resource, from a plan or from a state. */
export type Attributes = Readonly<Record<string, unknown>>;

/**
 * A change of one attribute that cannot be made on an existing resource, although Terraform does not replace it.
 *
 * - `rejected`: Terraform plans it in place, and AWS rejects the apply, so the deployment stops halfway.
 * - `interrupted`: AWS makes the change, and the clients of the resource fail meanwhile.
 */
export interface FrozenChange {
  readonly attribute: string;
  readonly effect: "rejected" | "interrupted";
  readonly isMade: (before: Attributes, after: Attributes) => boolean;
  /** The reason, as a sentence. */
  readonly because: string;
  /** The changes that AWS allows, as a sentence. */
  readonly allowed: string;
  /** The way to reach the goal, as one or more sentences. */
  readonly steps: string;
  /** Documentation of AWS or of the provider. */
  readonly source: string;
}

/** Whether a value is set. Terraform plans a missing value as null, an empty string or an empty list. */
export function isSet(value: unknown): boolean {
  return !(value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0));
}

/** Whether a known value will be replaced by another known value. */
export function isOther(attribute: string): FrozenChange["isMade"] {
  return (before, after) => isSet(before[attribute]) && attribute in after && before[attribute] !== after[attribute];
}

/** Whether a number will be smaller. */
export function isSmaller(attribute: string): FrozenChange["isMade"] {
  return ({ [attribute]: before }, { [attribute]: after }) => typeof before === "number" && typeof after === "number" && after < before;
}

/** Whether a version will be lower. "16" is not lower than "16.4": the shorter version leaves the rest open. */
export function isLower(attribute: string): FrozenChange["isMade"] {
  return ({ [attribute]: before }, { [attribute]: after }) => {
    const [was, will] = [numbersOf(before), numbersOf(after)];
    const index = will.findIndex((number, at) => number !== was[at]);
    return index >= 0 && index < was.length && (will[index] ?? 0) < (was[index] ?? 0);
  };
}

/** The numbers of a version. Empty if it is unknown. */
export function numbersOf(version: unknown): number[] {
  return typeof version === "string" && /^\d/.test(version) ? version.split(".").map((part) => Number.parseInt(part, 10)) : [];
}
