import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { copyReplaced } from "../../tools/replaced/replaced-copy";
import { visibleSuites, VOUCHED } from "../../tools/replaced/visible-suites";
import { GIT, testsWith } from "../support/optional-program";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-replaced-"));
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

function folderWith(files: Readonly<Record<string, string>>): string {
  const root = fs.mkdtempSync(path.join(scratch, "folder-"));
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  }
  return root;
}

describe("the suites whose result can depend on the environments", () => {
  const FILES = {
    "cli/project.ts": "",
    "cli/environment.ts": 'import { loadProject } from "./project";',
    "environments/index.ts": "",
    "test/support/fixture.ts": "",
    "test/support/root.ts": "export const root = __dirname;",
    "test/support/platform.ts": "export const root = __dirname;",
  };

  test.each([
    ["imports the environments", 'import project from "../environments";'],
    ["imports the loader over another file", 'import { loadPlatform } from "../cli/environment";'],
    ["requires the loader", 'const { loadProject } = require("../cli/project");'],
    ["reads the repository", "readFileSync(join(__dirname, '../package.json'));"],
    ["reads it over another file", 'import { root } from "./support/root";'],
    ["starts a process", 'import { spawnSync } from "node:child_process";'],
    ["reads a file of the environments", 'readFileSync("environments/images.json");'],
  ])("include a suite that %s", (_, text) => {
    expect(visibleSuites(folderWith({ ...FILES, "test/a.test.ts": text }))).toEqual(["test/a.test.ts"]);
  });

  test.each([
    ["imports fixtures", 'import { fixture } from "./support/fixture";'],
    ["imports a vouched file", 'import { synthesizePlatform } from "./support/platform";'],
    ["imports packages", 'import { App } from "cdktf";'],
  ])("do not include a suite that %s", (_, text) => {
    expect(visibleSuites(folderWith({ ...FILES, "test/a.test.ts": text }))).toEqual([]);
  });

  test("vouched files exist", () => {
    expect(Object.keys(VOUCHED).filter((file) => !fs.existsSync(file))).toEqual([]);
  });
});

describe("a repository with other environments", () => {
  const { test } = testsWith(GIT("replaced environments"));
  const original = folderWith({
    ".gitignore": "node_modules\n.terrace\n",
    "main.ts": "main",
    "gone.ts": "gone",
    "environments/dev.ts": "dev",
    "environments/images.json": "{}",
    "test/example/frozen.test.ts": "",
    "test/a.test.ts": "",
    "node_modules/a/index.js": "a",
    ".terrace/shellcheck/tool": "tool",
    ".terrace/local/state": "state",
    ".terrace/tsconfig.tsbuildinfo": "checked",
  });
  const inside = path.join(scratch, "inside");

  beforeAll(async () => {
    const git = (...args: string[]) => spawnSync("git", args, { cwd: original });
    git("init", "--quiet");
    git("add", "--all");
    fs.rmSync(path.join(original, "gone.ts"));
    fs.writeFileSync(path.join(original, "new.ts"), "new");
    await copyReplaced(original, inside, { "index.ts": "acme" });
  });

  test("has the files of the repository as they are now, and only the other environments", () => {
    const { stdout } = spawnSync("git", ["ls-tree", "-r", "--name-only", "HEAD"], { cwd: inside, encoding: "utf8" });
    expect(stdout.trim().split("\n")).toEqual([".gitignore", "environments/index.ts", "main.ts", "new.ts", "test/a.test.ts"]);
    expect(fs.readFileSync(path.join(inside, "environments/index.ts"), "utf8")).toBe("acme");
  });

  test("shares the packages and downloaded tools, and has a file of its own with the checked types", () => {
    const inode = (root: string, file: string) => fs.statSync(path.join(root, file)).ino;
    expect(inode(inside, "node_modules/a/index.js")).toBe(inode(original, "node_modules/a/index.js"));
    expect(fs.readFileSync(path.join(inside, ".terrace/shellcheck/tool"), "utf8")).toBe("tool");
    expect(fs.readdirSync(path.join(inside, ".terrace"))).toEqual(["shellcheck", "tsconfig.tsbuildinfo"]);
    expect(inode(inside, ".terrace/tsconfig.tsbuildinfo")).not.toBe(inode(original, ".terrace/tsconfig.tsbuildinfo"));
  });
});
