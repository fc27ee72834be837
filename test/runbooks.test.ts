import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "../config/load";
import { KEY_RUNBOOK } from "../constructs/observability/logs/key-events";
import { QUESTIONS } from "../stacks/watch/questions";
import { pagingSlugs, writtenSlugs } from "./support/runbook-slugs";
import { callsIn, listOf, parsedVerb, valueOf } from "./support/scripts";
import { awsCommands, runbookCommands, runbooks, regionError, formErrors } from "./support/runbooks";
import { environments } from "./fixtures/environments/photofeed";

const root = join(__dirname, "..");
const folder = join(root, "docs/runbooks");
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
const texts = runbooks(root);

/** The commands in all runbooks: in shell blocks, and as `code` with all options. */
const commands = (pattern: RegExp) =>
  texts.flatMap(({ file, text }) => [...text.matchAll(pattern)].map(([, ...groups]) => ({ file, groups })));

const npm = commands(/npm run ([\w-]+)/g).map(({ file, groups: [name = ""] }) => ({ file, name }));

test("every npm script in a runbook exists", () => {
  expect(npm.filter(({ name }) => !(name in scripts))).toEqual([]);
});

const calls = texts.flatMap(({ file, text }) => callsIn(text).map((words) => ({ file, words })));

test("runbooks call verbs by the name of the project's own command", () => {
  expect(calls.length).toBeGreaterThan(10);
});

test.each(calls)("$file: terrace $words is parsed, with existing regions and databases", ({ words }) => {
  const given = parsedVerb(words);
  const loaded = load(environments, valueOf(given, "environment"));
  const [platform] = loaded.ok ? loaded.platforms : [];
  const regions = platform?.regions.map((region) => region.name) ?? [];
  expect(regions).toEqual(expect.arrayContaining([...listOf(given, "regions"), ...[valueOf(given, "region")].filter(Boolean)]));
  const databases = platform?.databases.map((database) => database.name) ?? [];
  expect(databases).toEqual(expect.arrayContaining([valueOf(given, "database")].filter(Boolean)));
});

test("cdktf gets --ignore-missing-stack-dependencies if a deployment omits stacks that others depend on", () => {
  const cdktf = texts.flatMap(({ text }) => runbookCommands(text)).filter((command) => command.startsWith("npx cdktf deploy"));
  expect(cdktf.length).toBeGreaterThan(5);
  const whole = ["npx cdktf deploy 'prod-*'", "npx cdktf deploy prod-foundation"];
  expect(cdktf.filter((command) => !whole.includes(command) && !command.endsWith(" --ignore-missing-stack-dependencies"))).toEqual([]);
});

test("every saved query in a runbook exists", () => {
  const named = texts.flatMap(({ text }) => [...text.matchAll(/`prod\/([a-z]+\/[^`/]+)`/g)].map(([, name = ""]) => name));
  expect(named.length).toBeGreaterThan(4);
  expect(QUESTIONS.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
});

test("every runbook is in the index", () => {
  const index = texts.find(({ file }) => file === "README.md")?.text ?? "";
  expect(texts.filter(({ file }) => file !== "README.md" && !index.includes(`(${file})`))).toEqual([]);
});

test.each(texts.flatMap(({ file, text }) => awsCommands(text).map((command) => ({ file, command }))))(
  "$file: $command does not depend on the shell's default region",
  ({ command }) => {
    expect(regionError(command)).toBeUndefined();
  },
);

test.each([
  ["aws rds describe-db-instances", "has no region"],
  ["aws rds describe-db-instances --region eu-west-1", undefined],
  ["aws route53 list-hosted-zones", undefined],
  ["aws ecs", "has no operation"],
  ["aws ecs execute-command --region eu-west-1 --cluster prod-eu-west-1", "ECS Exec is off"],
])("regionError(%s) returns %s", (command, why) => {
  expect(regionError(command)).toBe(why);
});

describe("runbooks of alarms", () => {
  const paging = [...pagingSlugs()].sort();
  const written = [...writtenSlugs(root)].sort();
  const index = texts.find(({ file }) => file === "README.md")?.text ?? "";
  /** The second table of the index; the first table contains procedures. */
  const listed = [...index.slice(index.indexOf("| alarm ")).matchAll(/^\| [^|]+ \| \[([\w-]+)\.md\]\(\1\.md\) +\|$/gm)].map(
    ([, slug = ""]) => slug,
  );
  /** Runbooks of EventBridge events, which have no metric. */
  const events = [KEY_RUNBOOK];
  const needed = [...new Set([...paging, ...events])].sort();

  test("every paging alarm and every event has a runbook", () => {
    expect(paging.length).toBeGreaterThan(20);
    expect(needed.filter((slug) => !texts.some(({ file }) => file === `${slug}.md`))).toEqual([]);
  });

  test("every runbook slug in the code belongs to a paging alarm or an event", () => {
    expect(needed).toEqual(expect.arrayContaining(written));
  });

  test("the table of alarms lists exactly the runbooks of paging alarms and events", () => {
    expect(listed).toHaveLength(new Set(listed).size);
    expect([...listed].sort()).toEqual(needed);
  });

  test("titles match the index, which is sorted by file name", () => {
    const titles = listed.map((slug) => (/^# (.+)$/m.exec(texts.find(({ file }) => file === `${slug}.md`)?.text ?? "") ?? [])[1]);
    expect(titles).toEqual(listed.map((slug) => new RegExp(`^\\| (.+?) +\\| \\[${slug}\\.md`, "m").exec(index)?.[1]));
    expect(listed).toEqual([...listed].sort());
  });

  test.each(listed)("%s has the parts of a runbook in the required order", (slug) => {
    expect(formErrors(texts.find(({ file }) => file === `${slug}.md`)?.text ?? "")).toEqual([]);
  });

  test.each([
    ["a part is missing", (text: string) => text.replace("## Verification", ""), "does not have these parts"],
    ["parts are swapped", (text: string) => text.replace("Meaning", "User impact"), "does not have these parts"],
    ["Triage has two steps", (text: string) => text.replace(/^3\. .+$/m, ""), "does not have three triage steps"],
    ["Mitigation is empty", (text: string) => text.replace(/^- .+$/gm, ""), "does not have two mitigations"],
    ["Verification is empty", (text: string) => text.replace(/(## Verification\n)[^]*$/, "$1"), "does not describe the recovery"],
  ])("reports a runbook if %s", (_, change, why) => {
    const text = texts.find(({ file }) => file === "service-down.md")?.text ?? "";
    expect(formErrors(change(text))).toEqual([expect.stringContaining(why)]);
  });
});

test("links in runbooks point to existing files and headings", () => {
  const slug = (heading: string) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, "")
      .trim()
      .replace(/\s/g, "-");
  const broken = texts.flatMap(({ file, text }) =>
    [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].flatMap(([, target = "", anchor]) => {
      const path = target === "" ? join(folder, file) : join(folder, target);
      // test/example checks links to files of the example.
      if (target.startsWith("../../environments/")) return [];
      if (!existsSync(path)) return [`${file} → ${target}`];
      const headings = [...readFileSync(path, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => slug(heading));
      return anchor === undefined || headings.includes(anchor) ? [] : [`${file} → ${target}#${anchor}`];
    }),
  );
  expect(broken).toEqual([]);
});
