import type { Attributes } from "../core/attributes";

/** For example `{emails.url}`. */
export const queueAttributes = {
  url: { meaning: "URL of the queue.", encoded: true },
} as const satisfies Attributes;
