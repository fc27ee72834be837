import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { gitIn, gitRunnerIn, gitWith, headOf, mustGit } from "../../cli/git";
import { readApprovals } from "../../cli/guard/approvals";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "no-repository-"));
/** Git is not installed. */
const missing = gitRunnerIn(folder, { PATH: folder });

test.each([
  ["outside of a repository", gitIn(folder)],
  ["without Git", gitWith(missing)],
])("%s there is no commit and no allowance", async (_what, git) => {
  expect(await git.commitOf("HEAD")).toBeUndefined();
  expect(await readApprovals({}, git)).toMatchObject({ by: "Git", allowed: [], fromThisPullRequest: [] });
});

test("a deployment requires a commit", async () => {
  await expect(headOf(folder)).rejects.toThrow("only committed code can be deployed");
});

test("the error of a missing Git states where to get it", async () => {
  await expect(mustGit(missing, "status")).rejects.toThrow("Git was not found. Get it: https://git-scm.com/downloads");
});
