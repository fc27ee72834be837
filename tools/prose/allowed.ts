/** A finding that stays. There are at most ten: a rule that needs more is too broad. */
export interface Allowed {
  readonly path: string;
  readonly rule: string;
  /** A part of the finding's excerpt. */
  readonly text: string;
}

export const ALLOWED: readonly Allowed[] = [
  // An SQL keyword.
  { path: "aws/reserved-words.ts", rule: "british", text: "analyse" },
  // Descriptions in AWS: a change would be an update or a replacement without any use.
  { path: "constructs/edge/site-delivery.ts", rule: "says", text: "Files as long as they say" },
  { path: "constructs/network/transit-gateway.ts", rule: "joins-regions", text: "Joins the regions" },
];
