import { checkProse } from "../tools/prose/check";
import { proseFiles } from "../tools/prose/files";
import { formatFindings } from "../tools/prose/report";

/** `npm run prose`: the terms and the style of `tools/prose`, over every document, comment, text and test name. */
test("documents, comments, texts and test names contain no finding of the prose lint, and every allowance is used", async () => {
  const root = process.cwd();
  const files = await proseFiles(root);
  expect(files).toContain("README.md");
  expect(formatFindings(checkProse(root, files, true))).toBe("");
}, 60_000);
