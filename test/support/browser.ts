import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/**
 * The browser of the machine, without a window. It only shows pages of ours, so it needs no sandbox, which root and containers lack.
 *
 * @throws Error that says how to install one.
 */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findBrowser(process.env), args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

/** CHROMIUM, or the first on the PATH. */
export function findBrowser(env: Readonly<Record<string, string | undefined>>): string {
  const places =
    env.CHROMIUM === undefined
      ? (env.PATH ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
      : [env.CHROMIUM];
  const found = places.find(isProgram);
  if (found !== undefined) return found;
  throw new Error(
    `No browser for the test of the dashboards' preview: looked for ${env.CHROMIUM ?? `${NAMES.join(", ")} on the PATH`}. Install Debian's with: apt-get install -y --no-install-recommends chromium fonts-dejavu-core; or set CHROMIUM to the program of another Chromium.`,
  );
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
