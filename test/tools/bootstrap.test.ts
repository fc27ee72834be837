import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { transformSync } from "esbuild";

/* eslint-disable @typescript-eslint/no-require-imports */
const node = require("../../bin/node-version.cjs") as { problemWith: (version: string) => string | null };
const { difference, install, lacksTerminal } = require("../../tools/bootstrap/packages.cjs") as {
  difference: (wanted: object, installed: object) => string | null;
  install: (root: string) => number;
  lacksTerminal: (root: string, machine: string) => boolean;
};
/* eslint-enable @typescript-eslint/no-require-imports */

describe("the version of Node", () => {
  test.each(["v20.12.0", "v20.20.2", "v22.0.0", "v24.1.0"])("%s is accepted", (version) => {
    expect(node.problemWith(version)).toBe(null);
  });

  test.each(["v20.11.1", "v19.9.0", "v8.17.0", "v0.12.0"])("%s is too old: reports the required one and how to install it", (version) => {
    expect(node.problemWith(version)).toMatch(
      new RegExp(`^Node.js ${version.slice(1)} is too old\\.\n  needed: Node.js 20.12 or newer.*\n  get it: https:`),
    );
  });

  test("is the one in package.json", () => {
    const { engines } = JSON.parse(fs.readFileSync("package.json", "utf8")) as { engines: { node: string } };
    expect(engines.node).toBe(">=20.12");
  });
});

/** The source as esbuild prints it for some version of the language: unchanged if nothing in it is newer than that version. */
function printedFor(target: string, source: string): string {
  return transformSync(source, { target, supported: { "object-extensions": false } }).code;
}

test.each(["bin/terrace.cjs", "bin/node-version.cjs", "bin/doctor.cjs", "tools/terrace.cjs", "tools/bootstrap/packages.cjs"])(
  "%s is ES5, so that an old Node can parse it",
  (file) => {
    const source = fs.readFileSync(file, "utf8");
    expect(printedFor("es5", source)).toBe(printedFor("esnext", source));
  },
);

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
