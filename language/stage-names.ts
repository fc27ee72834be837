/** The growth stages of an environment, in order of growth. */
export const STAGE_NAMES = ["single-region", "multi-region"] as const;

/** A growth stage. */
export type StageName = (typeof STAGE_NAMES)[number];
