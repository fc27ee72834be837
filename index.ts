/**
 * The public API of Terrace: `defineProject` and `environment` for environments/, `synthesize` for main.ts.
 *
 * It loads no construct until `synthesize` runs, because each command loads the environments.
 */
export { environment } from "./config/environment";
export type * from "./config/environment";
export type { Duration, Latency, Percent, Size } from "./language/units";
export { defineProject, type Project, type ProjectSettings } from "./project/project";
export type { PreviewFields, Previews, PreviewSettings } from "./project/previews";
export { imageOf, type Digests } from "./project/images";
export { synthesize } from "./synthesize";
