/** The stacks of a platform, for a main.ts that adds stacks of its own: `synthesize` does the same for all environments of a project. */
export { definePlatform } from "./platform";
export { resolve } from "../config/resolve";
export type { Platform } from "../config/model";
