import type { Rule } from "./rule";

/** All rules between fields. */
export const RULES: readonly Rule[] = [];
