import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { environments } from "../environments";
import { load } from "../config/load";
import { KEY_RUNBOOK } from "../constructs/observability/logs/key-events";
import { QUESTIONS } from "../stacks/watch/questions";
import { COMMANDS, parseCommand, type CommandName } from "../cli/options";
import { pagingSlugs, writtenSlugs } from "./support/runbook-slugs";
import { awsCommands, runbookCommands, runbooks, whyNotAnywhere, whyNotInForm } from "./support/runbooks";

const root = join(__dirname, "..");
const folder = join(root, "docs/runbooks");
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
const texts = runbooks(root);

/** Commands of a text: in blocks of shell, and as `code` with all their options. */
const commands = (pattern: RegExp) =>
  texts.flatMap(({ file, text }) => [...text.matchAll(pattern)].map(([, ...groups]) => ({ file, groups })));

const npm = commands(/npm run ([\w-]+)(?: -- ([^`\n#]+))?/g).map(({ file, groups: [name = "", args = ""] }) => ({
  file,
  name,
  args: args.trim(),
}));

test("every command that a runbook names exists", () => {
  expect(npm.length).toBeGreaterThan(10);
  expect(npm.filter(({ name }) => !(name in scripts))).toEqual([]);
});

test("a command's program is where package.json says", () => {
  const missing = Object.keys(COMMANDS).filter(
    (name) => !existsSync(join(root, "cli/commands", `${name}.ts`)) || scripts[name] !== `node tools/terrace.cjs ${name}`,
  );
  expect(missing).toEqual([]);
});

const withArguments = npm.filter(({ args }) => args !== "");

test.each(withArguments)("$file: npm run $name -- $args is understood, and names what there is", ({ name, args }) => {
  expect(Object.keys(COMMANDS)).toContain(name);
  const given = parseCommand(name as CommandName, args.split(/\s+/));
  const loaded = load(environments, given.option("environment"));
  const [platform] = loaded.ok ? loaded.platforms : [];
  const regions = platform?.regions.map((region) => region.name) ?? [];
  expect(regions).toEqual(expect.arrayContaining([...given.positionals, ...[given.option("region")].filter(Boolean)]));
  const databases = platform?.databases.map((database) => database.name) ?? [];
  expect(databases).toEqual(expect.arrayContaining([given.option("database")].filter(Boolean)));
});

test("cdktf is told where stacks that others depend on are left out: it refuses otherwise", () => {
  const cdktf = texts.flatMap(({ text }) => runbookCommands(text)).filter((command) => command.startsWith("npx cdktf deploy"));
  expect(cdktf.length).toBeGreaterThan(5);
  const whole = ["npx cdktf deploy 'prod-*'", "npx cdktf deploy prod-foundation"];
  expect(cdktf.filter((command) => !whole.includes(command) && !command.endsWith(" --ignore-missing-stack-dependencies"))).toEqual([]);
});

test("every saved query that a runbook names is there", () => {
  const named = texts.flatMap(({ text }) => [...text.matchAll(/`prod\/([a-z]+\/[^`/]+)`/g)].map(([, name = ""]) => name));
  expect(named.length).toBeGreaterThan(4);
  expect(QUESTIONS.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
});

test("every runbook is in the index", () => {
  const index = texts.find(({ file }) => file === "README.md")?.text ?? "";
  expect(texts.filter(({ file }) => file !== "README.md" && !index.includes(`(${file})`))).toEqual([]);
});

test.each(texts.flatMap(({ file, text }) => awsCommands(text).map((command) => ({ file, command }))))(
  "$file: $command does the same in any shell",
  ({ command }) => {
    expect(whyNotAnywhere(command)).toBeUndefined();
  },
);

test.each([
  ["aws rds describe-db-instances", "names no region"],
  ["aws rds describe-db-instances --region eu-west-1", undefined],
  ["aws route53 list-hosted-zones", undefined],
  ["aws ecs", "names no operation"],
  ["aws ecs execute-command --region eu-west-1 --cluster prod-eu-west-1", "ECS Exec is off"],
])("of %s it says: %s", (command, why) => {
  expect(whyNotAnywhere(command)).toBe(why);
});

describe("runbooks of alarms", () => {
  const paging = [...pagingSlugs()].sort();
  const written = [...writtenSlugs(root)].sort();
  const index = texts.find(({ file }) => file === "README.md")?.text ?? "";
  /** The second table of the index; what is in the first one is a procedure. */
  const listed = [...index.slice(index.indexOf("| alarm ")).matchAll(/^\| [^|]+ \| \[([\w-]+)\.md\]\(\1\.md\) +\|$/gm)].map(
    ([, slug = ""]) => slug,
  );
  /** What EventBridge tells of, since no metric does. */
  const events = [KEY_RUNBOOK];
  const needed = [...new Set([...paging, ...events])].sort();

  test("every page that can be raised has one, and so has every event", () => {
    expect(paging.length).toBeGreaterThan(20);
    expect(needed.filter((slug) => !texts.some(({ file }) => file === `${slug}.md`))).toEqual([]);
  });

  test("what the code writes out is of a page that can be raised, or of an event", () => {
    expect(needed).toEqual(expect.arrayContaining(written));
  });

  test("each is in the table of alarms, and each that is there is of an alarm or an event", () => {
    expect(listed).toHaveLength(new Set(listed).size);
    expect([...listed].sort()).toEqual(needed);
  });

  test("their titles are those of the index, in the order of their names", () => {
    const titles = listed.map((slug) => (/^# (.+)$/m.exec(texts.find(({ file }) => file === `${slug}.md`)?.text ?? "") ?? [])[1]);
    expect(titles).toEqual(listed.map((slug) => new RegExp(`^\\| (.+?) +\\| \\[${slug}\\.md`, "m").exec(index)?.[1]));
    expect(listed).toEqual([...listed].sort());
  });

  test.each(listed)("%s has the parts of a runbook in their order", (slug) => {
    expect(whyNotInForm(texts.find(({ file }) => file === `${slug}.md`)?.text ?? "")).toEqual([]);
  });

  test.each([
    ["a part is missing", (text: string) => text.replace("## Verification", ""), "has not these parts"],
    ["parts are exchanged", (text: string) => text.replace("Meaning", "User impact"), "has not these parts"],
    ["there are two looks", (text: string) => text.replace(/^3\. .+$/m, ""), "has not three looks"],
    ["nothing mends it", (text: string) => text.replace(/^- .+$/gm, ""), "has not two ways"],
    ["the end is not told", (text: string) => text.replace(/(## Verification\n)[^]*$/, "$1"), "does not say when it is over"],
  ])("it is seen if %s", (_, change, why) => {
    const text = texts.find(({ file }) => file === "service-down.md")?.text ?? "";
    expect(whyNotInForm(change(text))).toEqual([expect.stringContaining(why)]);
  });
});

test("links between the runbooks lead somewhere, to their headings too", () => {
  const slug = (heading: string) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, "")
      .trim()
      .replace(/\s/g, "-");
  const broken = texts.flatMap(({ file, text }) =>
    [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].flatMap(([, target = "", anchor]) => {
      const path = target === "" ? join(folder, file) : join(folder, target);
      if (!existsSync(path)) return [`${file} → ${target}`];
      const headings = [...readFileSync(path, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => slug(heading));
      return anchor === undefined || headings.includes(anchor) ? [] : [`${file} → ${target}#${anchor}`];
    }),
  );
  expect(broken).toEqual([]);
});
