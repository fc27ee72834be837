import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { transformSync } from "esbuild";
import renamed from "../../tools/bootstrap/renamed-commands.json";

interface Tool {
  readonly name: string;
}
/* eslint-disable @typescript-eslint/no-require-imports */
const { TOOLS, parseVersion, problemsWith } = require("../../tools/bootstrap/tools.cjs") as {
  TOOLS: readonly Tool[];
  parseVersion: (text: string | null) => readonly number[] | null;
  problemsWith: (found: Record<string, unknown>) => readonly string[];
};
const { difference, install, lacksTerminal } = require("../../tools/bootstrap/packages.cjs") as {
  difference: (wanted: object, installed: object) => string | null;
  install: (root: string) => number;
  lacksTerminal: (root: string, machine: string) => boolean;
};
/* eslint-enable @typescript-eslint/no-require-imports */

const FINE = { "Node.js": "v20.0.0", Terraform: "1.11.0", Python: "3.10.0", "Python's venv module": "there" };

describe("the tools", () => {
  test("the oldest allowed versions are fine", () => {
    expect(problemsWith(FINE)).toEqual([]);
  });

  test.each([
    ["Node.js", "v19.9.0", "Node.js 19.9.0 is too old", "Node.js 20.0 or newer"],
    ["Node.js", "v8.17.0", "Node.js 8.17.0 is too old", "Node.js 20.0 or newer"],
    ["Terraform", "1.10.5", "Terraform 1.10.5 is too old", "Terraform 1.11 or newer"],
    ["Terraform", null, "Terraform was not found", "Terraform 1.11 or newer"],
    ["Terraform", "what", 'the version of Terraform, "what", cannot be parsed', "Terraform 1.11 or newer"],
    ["Python", "3.9.18", "Python 3.9.18 is too old", "Python 3.10 or newer"],
    ["Python", null, "Python was not found", "Python 3.10 or newer"],
    ["Python's venv module", null, "Python's venv module was not found", "Python's venv module"],
  ])("%s %p: reports the found version, the required one and how to install it", (name, version, problemText, needed) => {
    const [problem, ...others] = problemsWith({ ...FINE, [name]: version });
    expect(others).toEqual([]);
    expect(problem).toContain(`  ${problemText}\n    needed: ${needed}`);
    expect(problem).toMatch(/\n {4}get it: .*(https:|apt-get)/);
  });

  test("all problems are reported together", () => {
    expect(problemsWith({})).toHaveLength(TOOLS.length);
  });

  test.each([
    ["v20.11.1", [20, 11, 1]],
    ["1.12", [1, 12, 0]],
    ["Terraform v1.13.0-beta2", [1, 13, 0]],
    ["", null],
    [null, null],
  ])("parseVersion(%p)", (text, version) => {
    expect(parseVersion(text)).toEqual(version);
  });
});

/** The source as esbuild prints it for some version of the language: unchanged if nothing in it is newer than that version. */
function printedFor(target: string, source: string): string {
  return transformSync(source, { target, supported: { "object-extensions": false } }).code;
}

test.each(["terrace.cjs", "bootstrap/tools.cjs", "bootstrap/find-tools.cjs", "bootstrap/packages.cjs"])(
  "%s is ES5, so that an old Node can parse it",
  (file) => {
    const source = fs.readFileSync(path.join("tools", file), "utf8");
    expect(printedFor("es5", source)).toBe(printedFor("esnext", source));
  },
);

describe("earlier names of commands", () => {
  const { scripts } = JSON.parse(fs.readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };

  test.each(Object.entries(renamed))("npm run %s is still a script, and npm run %s is its new name", (old, current) => {
    expect([scripts[old], scripts[current]]).toEqual([`node tools/terrace.cjs ${old}`, `node tools/terrace.cjs ${current}`]);
    expect(fs.existsSync(path.join("cli/commands", `${current}.ts`))).toBe(true);
    expect(fs.existsSync(path.join("cli/commands", `${old}.ts`))).toBe(false);
  });

  test.each(Object.entries(renamed))("npm run %s prints its new name on one line of standard error, and runs it", (old, current) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["tools/terrace.cjs", old, "--unknown"], { encoding: "utf8" });
    expect([status, stdout]).toEqual([1, ""]);
    const [note, ...rest] = stderr.split("\n");
    expect(note).toBe(`\`npm run ${old}\` was renamed to \`npm run ${current}\`. The old name works for one more version.`);
    expect(rest.join("\n")).toContain(`Usage: npm run ${current} -- `);
  });

  test("the current names print no such line", () => {
    const { status, stderr } = spawnSync(process.execPath, ["tools/terrace.cjs", "check-tag", "--unknown"], { encoding: "utf8" });
    expect([status, stderr.includes("renamed")]).toEqual([1, false]);
  });
});

describe("difference()", () => {
  const wanted = { "": {}, "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "2.0.0", optional: true } };
  test.each([
    ["the same", { "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "2.0.0" } }, null],
    ["an optional one is for another platform", { "node_modules/a": { version: "1.0.0" } }, null],
    ["one is missing", { "node_modules/b": { version: "2.0.0" } }, "node_modules/a is not installed"],
    ["one has another version", { "node_modules/a": { version: "1.1.0" } }, "node_modules/a is installed as 1.1.0, expected 1.0.0"],
  ])("%s", (_what, installed, expected) => {
    expect(difference(wanted, installed)).toBe(expected);
  });
});

describe("an install", () => {
  /** A project with one package, whose scripts create a file. */
  function project(): string {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), "install-"));
    const one = path.join(root, "one");
    fs.mkdirSync(one);
    const scripts = Object.fromEntries(
      ["preinstall", "install", "postinstall"].map((name) => [name, `node -e "require('fs').writeFileSync('ran','')"`]),
    );
    fs.writeFileSync(path.join(one, "package.json"), JSON.stringify({ name: "one", version: "1.0.0", scripts }));
    const dependencies = { one: "file:one" };
    fs.writeFileSync(path.join(root, "package.json"), JSON.stringify({ name: "root", version: "1.0.0", scripts, dependencies }));
    const packages = {
      "": { name: "root", version: "1.0.0", hasInstallScript: true, dependencies },
      one: { version: "1.0.0", hasInstallScript: true },
      "node_modules/one": { resolved: "one", link: true },
    };
    fs.writeFileSync(
      path.join(root, "package-lock.json"),
      JSON.stringify({ name: "root", version: "1.0.0", lockfileVersion: 3, packages }),
    );
    return root;
  }

  test("runs no script of a package or of the project", () => {
    const root = project();
    expect(install(root)).toBe(0);
    expect(fs.existsSync(path.join(root, "node_modules/one/package.json"))).toBe(true);
    expect([path.join(root, "ran"), path.join(root, "one/ran")].filter((file) => fs.existsSync(file))).toEqual([]);
  });

  test("builds the terminal of cdktf-cli only on machines without a prebuilt one", () => {
    const machines = ["linux-x64", "linux-arm64", "darwin-arm64", "win32-x64", "darwin-x64", "freebsd-x64"];
    expect(machines.filter((machine) => lacksTerminal(process.cwd(), machine))).toEqual(["darwin-x64", "freebsd-x64"]);
    expect(lacksTerminal(fs.mkdtempSync(path.join(os.tmpdir(), "none-")), "darwin-x64")).toBe(false);
  });
});
