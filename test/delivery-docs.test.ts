import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { PIPELINE_ROLES } from "../constructs/delivery/pipeline-role";
import { environmentsWith } from "../project/project";
import { previewRoles } from "../project/previews";
import { previews as PREVIEWS, project } from "./fixtures/environments/photofeed";
import { callsIn, parsedVerb, valueOf } from "./support/scripts";

const root = join(__dirname, "..");
const text = readFileSync(join(root, "docs/guides/delivery.md"), "utf8");
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
const workflows = readdirSync(join(root, ".github/workflows"));

/** Listed once `PREVIEWS` names a repository. */
const ROLES = { name: "", ...previewRoles({ ...PREVIEWS, delivery: { repository: "a/b", ownerId: "1", repositoryId: "2" } }) };

const calls = callsIn(text);

test("every script exists, and verbs are called by the name of the project's own command", () => {
  const named = [...text.matchAll(/npm run ([\w-]+)/g)].map(([, name = ""]) => name);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
  expect(calls.length).toBeGreaterThan(10);
});

test.each(calls.map((words) => [words.join(" "), words] as const))("terrace %s is understood", (_text, words) => {
  const environment = valueOf(parsedVerb(words), "environment");
  if (environment !== "") expect([...Object.keys(environmentsWith(project, environment)), ROLES.name]).toContain(environment);
});

test("the table contains exactly the existing workflows", () => {
  const listed = [...text.matchAll(/\.github\/workflows\/([\w-]+\.yml)\)/g)].map(([, file]) => file);
  expect(listed.sort()).toEqual(workflows.sort());
});

/** `gh workflow run file.yml -f input=value` */
const started = [...text.matchAll(/gh workflow run ([\w-]+\.yml)([^`\n#|]*)/g)].map(([, file = "", rest = ""]) => ({
  file,
  inputs: [...rest.matchAll(/-f ([\w-]+)=/g)].map(([, input = ""]) => input),
}));

test.each(started)("$file can be started manually, with $inputs", ({ file, inputs }) => {
  const { on } = load(readFileSync(join(root, ".github/workflows", file), "utf8")) as {
    on: { workflow_dispatch?: { inputs?: Record<string, unknown> } | null };
  };
  expect(Object.keys(on)).toContain("workflow_dispatch");
  expect(Object.keys(on.workflow_dispatch?.inputs ?? {})).toEqual(expect.arrayContaining(inputs));
});

test("every variable that a workflow reads is in the table of step 5, or of the previews", () => {
  const named = workflows.flatMap((file) => {
    const workflow = readFileSync(join(root, ".github/workflows", file), "utf8");
    const formatted = [...workflow.matchAll(/vars\[format\('\{0\}_(\w+)'/g)].map(([, name = ""]) => name);
    return [...formatted, ...[...workflow.matchAll(/vars\.(\w+)/g)].map(([, name = ""]) => name)];
  });
  expect(named.length).toBeGreaterThan(5);
  expect([...new Set(named)].filter((name) => !text.includes(`${name}\``))).toEqual([]);
});

test("the roles that the foundation creates are named like its outputs", () => {
  expect(PIPELINE_ROLES.filter((purpose) => !text.includes(`\`${purpose}_role\``))).toEqual([]);
});
