import { gitRunnerIn, mustGit } from "../cli/git";
import { checkProse } from "../tools/prose/check";
import { formatFindings } from "../tools/prose/report";

/** `npm run prose`: the terms and the style of `tools/prose`, over every tracked document, comment, text and test name. */
test("documents, comments, texts and test names contain no finding of the prose lint, and every allowance is used", async () => {
  const root = process.cwd();
  const [listed, deleted] = await Promise.all([
    mustGit(gitRunnerIn(root), "ls-files", "-z", "--deduplicate"),
    mustGit(gitRunnerIn(root), "ls-files", "-z", "--deleted"),
  ]);
  const missing = new Set(deleted.split("\0"));
  const files = listed.split("\0").filter((file) => file !== "" && !missing.has(file));
  expect(files).toContain("README.md");
  expect(formatFindings(checkProse(root, files, true))).toBe("");
}, 60_000);
