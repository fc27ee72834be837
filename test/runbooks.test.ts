import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { environments } from "../environments";
import { load } from "../config/load";
import { COMMANDS, parseCommand, type CommandName } from "../scripts/options";

const root = join(__dirname, "..");
const folder = join(root, "docs/runbooks");
const runbooks = readdirSync(folder).filter((file) => file.endsWith(".md"));
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
const texts = runbooks.map((file) => ({ file, text: readFileSync(join(folder, file), "utf8") }));

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

test("cdktf is asked for stacks of prod, and told where others are left out", () => {
  const cdktf = commands(/npx cdktf (deploy|destroy) '?(prod-[\w*-]+)'?( --ignore-missing-stack-dependencies)?/g);
  expect(cdktf.length).toBeGreaterThan(6);
  const alone = (stacks = "") => stacks !== "prod-*" && stacks !== "prod-foundation";
  expect(cdktf.filter(({ groups: [command, stacks, ignore] }) => command === "deploy" && alone(stacks) && ignore === undefined)).toEqual(
    [],
  );
});

test("every runbook is in the index", () => {
  const index = texts.find(({ file }) => file === "README.md")?.text ?? "";
  expect(runbooks.filter((file) => file !== "README.md" && !index.includes(`(${file})`))).toEqual([]);
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
