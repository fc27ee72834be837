import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { addNote } from "../../tools/checks/run-notes.cjs";

/** Tests that need an executable other than Node, Terraform and Python, the only requirements of `npm test`. */
export interface Optional {
  /** The name of the tests, as the summary prints it. */
  readonly check: string;
  /** The executable that they need, as the summary prints it. */
  readonly needs: string;
  /**
   * Returns the path of the executable.
   *
   * @throws Error with installation instructions.
   */
  readonly find: () => string;
}

export interface OptionalTests {
  readonly test: jest.It;
  readonly describe: (name: string, body: () => void) => void;
  /** The path of the executable. Empty if it is missing; then no test runs. */
  readonly program: string;
}

/**
 * Jest's `test` and `describe` for tests that need an executable. If the executable is missing, the tests are skipped and the run summary has
 * one line about it. With TERRACE_REQUIRE_ALL=1, as in `.ci/run`, one test fails instead, with installation instructions.
 *
 * @example const { test, program } = testsWith({ check: "dashboards in a browser", needs: "Chromium", find: findBrowser });
 */
export function testsWith({ check, needs, find }: Optional): OptionalTests {
  const found = attempt(find);
  if ("program" in found) return { test, describe, program: found.program };
  if (isRequired(process.env)) {
    test(`${check}: ${needs} is installed`, () => {
      throw found.error;
    });
  } else {
    addNote({ check, needs });
  }
  // Jest runs the body of a skipped `describe` too, and the body may start the executable.
  const skipped = (name: string) => describe.skip(name, () => test(`needs ${needs}`, () => undefined));
  return { test: test.skip, describe: skipped, program: "" };
}

export function isRequired(env: Readonly<Record<string, string | undefined>>): boolean {
  return env.TERRACE_REQUIRE_ALL === "1";
}

/** The path of the first of these executables in a folder of the PATH. */
export function findOnPath(names: readonly string[], path = process.env.PATH ?? ""): string | undefined {
  return path
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(isProgram);
}

export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** An executable that is on the PATH of almost every machine. */
function common(name: string, check: string): Optional {
  const find = () => {
    const file = findOnPath([name]);
    if (file === undefined) throw new Error(`${name} is not on the PATH. Install it: apt-get install -y ${name}`);
    return file;
  };
  return { check, needs: name, find };
}

export const GIT = (check: string): Optional => common("git", check);
export const OPENSSL = (check: string): Optional => common("openssl", check);

function attempt(find: () => string): { readonly program: string } | { readonly error: Error } {
  try {
    return { program: find() };
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
}
