import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { addNote } from "../../tools/checks/run-notes.cjs";

/** Tests that need more than Node, Terraform and Python, which are all that `npm test` requires of a machine. */
export interface Optional {
  /** The name of the tests, as the summary prints it. */
  readonly check: string;
  /** The program that they need, as the summary prints it. */
  readonly needs: string;
  /**
   * Returns the program.
   *
   * @throws Error that says how to install it.
   */
  readonly find: () => string;
}

export interface OptionalTests {
  readonly test: jest.It;
  readonly describe: (name: string, body: () => void) => void;
  /** The program; empty if it is missing, and then no test runs. */
  readonly program: string;
}

/**
 * Jest's `test` and `describe` for tests that need a program. If the program is missing, they skip, and the summary of the run says so in
 * one line. With TERRACE_REQUIRE_ALL=1, as in `.ci/run`, one test fails instead and says how to install it.
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
  // The body of a skipped `describe` would run all the same, and may start the program.
  const skipped = (name: string) => describe.skip(name, () => test(`needs ${needs}`, () => undefined));
  return { test: test.skip, describe: skipped, program: "" };
}

export function isRequired(env: Readonly<Record<string, string | undefined>>): boolean {
  return env.TERRACE_REQUIRE_ALL === "1";
}

/** The first of some programs that is in a folder of the PATH. */
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

/** A program that is on the PATH of almost every machine. */
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
