/** Whether stateful resources that are removed from the code are kept and protected, or destroyed. */
export type RemovalPolicy = "retain" | "destroy";
