import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { pathsOf } from "../../cli/paths";
import { runCommand } from "../../cli/problem";
import { stopSignal } from "../../cli/process/stop-signal";
import { CI_CELL } from "../engines/cells";
import { lanesText, runLanes, type Lane } from "../checks/lanes";
import type { Step } from "../checks/steps";

/**
 * The steps of `.ci/run`: node tools/terrace.cjs ci
 *
 * The end-to-end test mostly waits for the provider, so all other steps run concurrently. They have a lower priority, because each second that the
 * end-to-end test loses extends the whole run.
 */
function npm(...args: readonly string[]): Step {
  return { name: ["npm", ...args].join(" "), program: process.platform === "win32" ? "npm.cmd" : "npm", args };
}

const EVERY_PLATFORM = "node tools/run.cjs test/fixtures/programs/every-platform.ts";

const LANES: readonly Lane[] = [
  // A project from the packed tarball is deployed too, so it runs after the other deployment.
  { steps: [npm("run", "e2e"), npm("run", "test:package")] },
  {
    niceness: 5,
    steps: [
      npm("test"),
      // Nothing depends on the example: the same tests with one other environment.
      npm("run", "test:replaced"),
      // The same check as in pull requests, and the check of platforms with every feature.
      npm("run", "policy"),
      npm("run", "policy", "--", "--strict", "--app", EVERY_PLATFORM),
      npm("run", "test:local-aws"),
      npm("run", "test:dev"),
      npm("run", "bench"),
      // The successor of cdktf. `npm run engines` has the other engines.
      npm("run", "engines", "--", "--cell", CI_CELL),
    ],
  },
];

/** Cache files of the checks, which are removed here so that everything is checked. */
const CACHES = ["eslint", "prettier", "jest", "tsconfig.tsbuildinfo"];

/** Every check runs, on ten times as many random platforms. */
const THOROUGH = { TERRACE_REQUIRE_ALL: "1", TERRACE_RANDOM_PLATFORMS: "500" };

runCommand(async () => {
  const paths = pathsOf(process.cwd());
  for (const name of CACHES) fs.rmSync(path.join(paths.home, name), { recursive: true, force: true });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-ci-"));
  const stopped = stopSignal();
  try {
    const began = performance.now();
    const results = await runLanes(LANES, {
      cwd: paths.root,
      env: { ...process.env, ...THOROUGH },
      folder,
      signal: stopped,
      say: (text) => void process.stdout.write(text),
    });
    console.log(lanesText(results, (performance.now() - began) / 1_000));
    if (stopped.aborted) return 130;
    return results.every(({ failed }) => failed === 0) && results.some(({ passed }) => passed > 0) ? 0 : 1;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
