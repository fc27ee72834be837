/** What becomes of things that keep data when they leave the code: kept and protected, or destroyed. */
export type RemovalPolicy = "retain" | "destroy";
