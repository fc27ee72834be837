import type { Values } from "./plan-document";

export type Action = "create" | "update" | "delete" | "replace" | "forget";

/** A planned change of one resource. */
export interface Change {
  readonly address: string;
  readonly type: string;
  readonly action: Action;
  readonly before: Values;
  readonly after: Values;
  /** Whether a replacement is created before the old resource is deleted. @default false */
  readonly createsFirst?: boolean;
  /** Changed attributes. */
  readonly attributes: readonly string[];
}
