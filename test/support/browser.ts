import { type Browser, chromium } from "playwright-core";
import { findOnPath, isProgram, type Optional } from "./optional-program";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** The browser of the machine. */
export const BROWSER = (check: string): Optional => ({ check, needs: "Chromium", find: () => findBrowser(process.env) });

/** A browser without a window. It only shows pages that tests have written, so it needs no sandbox, which root and containers lack. */
export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

/**
 * CHROMIUM, or the first on the PATH.
 *
 * @throws Error that says how to install one.
 */
export function findBrowser(env: Readonly<Record<string, string | undefined>>): string {
  const found = env.CHROMIUM === undefined ? findOnPath(NAMES, env.PATH ?? "") : [env.CHROMIUM].find(isProgram);
  if (found !== undefined) return found;
  throw new Error(
    `No browser for the test of the dashboards' preview: looked for ${env.CHROMIUM ?? `${NAMES.join(", ")} on the PATH`}. Install Debian's with: apt-get install -y --no-install-recommends chromium fonts-dejavu-core; or set CHROMIUM to the program of another Chromium.`,
  );
}
