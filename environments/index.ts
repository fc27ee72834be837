import { dev } from "./dev";

/** Every environment, by name. A new one is a file beside this and a line here. */
export const environments = { dev } as const;
