import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { environments } from "../environments";
import { load } from "../config/load";
import { COMMANDS, parseCommand, type CommandName } from "../scripts/options";
import { runbookCommands, runbooks } from "./support/runbooks";

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
    (name) => !existsSync(join(root, "scripts/commands", `${name}.ts`)) || scripts[name] !== `node scripts/terrace.cjs ${name}`,
  );
  expect(missing).toEqual([]);
});

const withArguments = npm.filter(({ args }) => args !== "");

test.each(withArguments)("$file: npm run $name -- $args is understood, and names what there is", ({ name, args }) => {
  expect(Object.keys(COMMANDS)).toContain(name);
  const given = parseCommand(name as CommandName, args.split(/\s+/));
  const loaded = load(environments, given.text("environment"));
  const [platform] = loaded.ok ? loaded.platforms : [];
  const regions = platform?.regions.map((region) => region.name) ?? [];
  expect(regions).toEqual(expect.arrayContaining([...given.names, ...[given.text("region")].filter(Boolean)]));
  const databases = platform?.databases.map((database) => database.name) ?? [];
  expect(databases).toEqual(expect.arrayContaining([given.text("database")].filter(Boolean)));
});

test("cdktf is told where stacks that others depend on are left out: it refuses otherwise", () => {
  const cdktf = texts.flatMap(({ text }) => runbookCommands(text)).filter((command) => command.startsWith("npx cdktf deploy"));
  expect(cdktf.length).toBeGreaterThan(5);
  const whole = ["npx cdktf deploy 'prod-*'", "npx cdktf deploy prod-foundation"];
  expect(cdktf.filter((command) => !whole.includes(command) && !command.endsWith(" --ignore-missing-stack-dependencies"))).toEqual([]);
});

test("every runbook is in the index", () => {
  const index = texts.find(({ file }) => file === "README.md")?.text ?? "";
  expect(texts.filter(({ file }) => file !== "README.md" && !index.includes(`(${file})`))).toEqual([]);
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
