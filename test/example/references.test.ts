import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { environments } from "../../environments";
import { jobsOf, workflowFiles } from "../support/workflows";

const root = join(__dirname, "../..");

test("documents link to existing files of the example", () => {
  const documents = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "*.md"], {
    cwd: root,
    encoding: "utf8",
  })
    .split("\n")
    .filter((file) => file !== "" && existsSync(join(root, file)));
  const links = documents.flatMap((document) =>
    [...readFileSync(join(root, document), "utf8").matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(([, link = ""]) => ({
      document,
      target: normalize(join(dirname(document), link)),
    })),
  );
  const ofExample = links.filter(({ target }) => target.startsWith("environments/"));
  expect(ofExample.length).toBeGreaterThan(5);
  expect(ofExample.filter(({ target }) => !existsSync(join(root, target)))).toEqual([]);
});

test("workflows name only environments of the example", () => {
  const files = workflowFiles(root);
  const commands = files.flatMap(({ text }) => [...text.matchAll(/--environment ([a-z][a-z0-9]*)/g)].map(([, name = ""]) => name));
  const inputs = files.flatMap(({ workflow }) => {
    const { inputs = {} } = (workflow.on.workflow_dispatch ?? {}) as { inputs?: Record<string, { options?: readonly string[] }> };
    return inputs.environment?.options ?? [];
  });
  const jobs = jobsOf(files).flatMap(({ job }) => [job.with?.environment ?? [], job.strategy?.matrix.environment ?? []].flat());
  const isExpression = (name: unknown) => String(name).startsWith("${{");
  const named = [...commands, ...inputs, ...jobs].filter((name) => !isExpression(name));
  expect(new Set(named)).toEqual(new Set(["staging", "prod"]));
  expect(Object.keys(environments)).toEqual(expect.arrayContaining(named));
});
