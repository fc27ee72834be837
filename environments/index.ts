import { dev } from "./dev";
import { prod } from "./prod";
import { staging } from "./staging";

/** Every environment, by name. A new one is a file beside this and a line here. */
export const environments = { dev, staging, prod } as const;
