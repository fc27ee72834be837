import { type Browser, chromium } from "playwright-core";
import { findOnPath, isProgram, type Optional } from "./optional-program";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** The installed Chromium. */
export const BROWSER = (check: string): Optional => ({ check, needs: "Chromium", find: () => findBrowser(process.env) });

/** Starts a headless browser. It only loads pages that tests have written, so it runs without a sandbox, which is unavailable to root and in containers. */
export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

/**
 * The path in CHROMIUM, or the first Chromium on the PATH.
 *
 * @throws Error with installation instructions.
 */
export function findBrowser(env: Readonly<Record<string, string | undefined>>): string {
  const found = env.CHROMIUM === undefined ? findOnPath(NAMES, env.PATH ?? "") : [env.CHROMIUM].find(isProgram);
  if (found !== undefined) return found;
  throw new Error(
    `No browser found for the test of the dashboard preview. Searched: ${env.CHROMIUM ?? `${NAMES.join(", ")} on the PATH`}. Install Debian's Chromium: apt-get install -y --no-install-recommends chromium fonts-dejavu-core; or set CHROMIUM to the executable of another Chromium.`,
  );
}
