import type { Platform } from "../config/model";
import { load } from "../config/load";
import type { Previews } from "../project/previews";
import { environmentsWith } from "../project/project";
import { Problem } from "./problem";
import { ENVIRONMENTS_FILE, loadProject } from "./project";

/** The resolved model of one environment, or a Problem with all configuration errors. */
export function loadPlatform(name: string): Platform {
  const loaded = load(environmentsWith(loadProject(), name), name);
  const platform = loaded.ok ? loaded.platforms[0] : undefined;
  if (platform) return platform;
  throw new Problem(loaded.ok ? `The environment ${name} is empty.` : loaded.report.trimEnd());
}

/** The project's previews, or a Problem if it has none. */
export function loadPreviews(): Previews {
  const { previews } = loadProject();
  if (previews) return previews;
  throw new Problem(
    [
      "The project has no previews.",
      `  received  ${ENVIRONMENTS_FILE} without \`previews\``,
      "  allowed   settings for the environments of pull requests",
      `  fix       Set \`previews\` in defineProject({ … }) of ${ENVIRONMENTS_FILE}.`,
    ].join("\n"),
  );
}
