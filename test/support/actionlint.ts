import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ACTIONLINT_VERSION } from "../../tools/checks/actionlint";
import type { Optional } from "./optional-program";

const root = join(__dirname, "../..");

/** The workflow linter. On first use, Go builds it in a synchronous child process, because Jest registers skipped tests synchronously. */
export const ACTIONLINT = (check: string): Optional => ({
  check,
  needs: `actionlint ${ACTIONLINT_VERSION}, or Go to build it`,
  find: findActionlint,
});

function findActionlint(): string {
  const program = ["tools/run.cjs", "test/fixtures/programs/provide-actionlint.ts"];
  const { status, stdout, stderr } = spawnSync(process.execPath, program, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr.trim());
  return stdout.trim();
}
