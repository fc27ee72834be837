import type { Attributes } from "../core/attributes";

/** For example `{likes.name}`. */
export const tableAttributes = {
  name: { meaning: "Name of the table in DynamoDB.", encoded: true },
  region: { meaning: "Region of the nearest replica." },
} as const satisfies Attributes;
