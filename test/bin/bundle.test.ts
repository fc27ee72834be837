import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { buildErrorLines, bundle } from "../../bin/bundle.cjs";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-bundle-"));
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

const MODULE = JSON.stringify(path.resolve("bin/bundle.cjs"));
const RUN = `const { bundle, run } = require(${MODULE}); run(bundle({ root: process.argv[1], entry: "program.ts" }));`;

/** A folder with a script that prints a word, and its bundles. */
class Folder {
  public readonly root = fs.mkdtempSync(path.join(scratch, "project-"));
  public readonly kept = path.join(this.root, ".terrace", "bundle");

  public constructor(word = "one") {
    this.write(word);
  }

  public write(word: string): void {
    fs.writeFileSync(path.join(this.root, "program.ts"), `const word: string = ${JSON.stringify(word)};\nconsole.log(word);\n`);
  }

  public run(...shell: readonly string[]) {
    const [program = process.execPath, ...args] = [...shell, process.execPath, "-e", RUN, this.root];
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
    return { status, stdout, stderr };
  }

  /** The only kept file with this extension. */
  public file(extension: string): string {
    const [name, ...others] = fs.existsSync(this.kept) ? fs.readdirSync(this.kept).filter((each) => each.endsWith(extension)) : [];
    expect(others).toEqual([]);
    return path.join(this.kept, name ?? "missing");
  }
}

const SUCCESS = { status: 0, stdout: "one\n", stderr: "" };

const DAMAGE: Readonly<Record<string, (content: Buffer) => Buffer>> = {
  "0 bytes": () => Buffer.alloc(0),
  half: (content) => content.subarray(0, content.length / 2),
  "all but the last byte": (content) => content.subarray(0, -1),
  "zeros, as after a power failure": (content) => Buffer.alloc(content.length),
  "one changed byte": (content) => Buffer.concat([content.subarray(0, 40), Buffer.from([(content[40] ?? 0) ^ 1]), content.subarray(41)]),
  "its own checksum alone": (content) => content.subarray(-67),
};

describe("a damaged file in .terrace/bundle", () => {
  const intact = new Folder();
  beforeAll(() => expect(intact.run()).toEqual(SUCCESS));

  test.each([".cjs", "sources.json", ".v8"].flatMap((extension) => Object.keys(DAMAGE).map((damage) => [extension, damage] as const)))(
    "%s with %s is built again",
    (extension, damage) => {
      const folder = new Folder();
      fs.cpSync(intact.kept, folder.kept, { recursive: true });
      const file = folder.file(extension);
      const before = fs.readFileSync(file);
      const damaged = DAMAGE[damage]?.(before) ?? before;
      expect(damaged.equals(before)).toBe(false);
      fs.writeFileSync(file, damaged);
      expect(folder.run()).toEqual(SUCCESS);
      // V8 may write another code cache of the same script.
      if (extension === ".v8") expect(fs.readFileSync(file).equals(damaged)).toBe(false);
      else expect(fs.readFileSync(file).equals(before)).toBe(true);
    },
  );
});

describe("bundle()", () => {
  test("reuses the bundle while its inputs are unchanged, and builds another one for an edited file", () => {
    const folder = new Folder();
    const [first, second] = [bundle({ root: folder.root, entry: "program.ts" }), bundle({ root: folder.root, entry: "program.ts" })];
    expect(second.file).toBe(first.file);
    expect(second.code.equals(first.code)).toBe(true);
    folder.write("two");
    const edited = bundle({ root: folder.root, entry: "program.ts" });
    expect(edited.file).not.toBe(first.file);
    expect(folder.run().stdout).toBe("two\n");
  });

  test("builds another bundle for other external packages", () => {
    const folder = new Folder();
    const [one, other] = [undefined, ["zod"]].map((external) =>
      bundle({ root: folder.root, entry: "program.ts", ...(external && { external }) }),
    );
    expect(other?.file).not.toBe(one?.file);
  });

  test("reports the location of a syntax error, and keeps nothing", () => {
    const folder = new Folder();
    fs.writeFileSync(path.join(folder.root, "program.ts"), "const word = ;\n");
    let lines: readonly string[] | undefined;
    try {
      bundle({ root: folder.root, entry: "program.ts" });
    } catch (error) {
      lines = buildErrorLines(error);
    }
    expect(lines).toEqual(['program.ts:1: Unexpected ";"']);
    expect(fs.existsSync(folder.kept)).toBe(false);
    expect(buildErrorLines(new Error("other"))).toBeUndefined();
  });
});

describe("a full disk", () => {
  // A file size limit of 0 lets each write to a file fail, and none to a pipe.
  const full = ["sh", "-c", 'ulimit -f 0 && exec "$0" "$@"'];

  test("from the start leaves a successful run successful", () => {
    const folder = new Folder();
    expect(folder.run(...full)).toEqual(SUCCESS);
    expect(fs.existsSync(folder.kept) ? fs.readdirSync(folder.kept) : []).toEqual([]);
    expect(folder.run()).toEqual(SUCCESS);
  });

  test("at the exit, when the code cache is written, leaves a successful run successful", () => {
    const folder = new Folder();
    expect(folder.run()).toEqual(SUCCESS);
    const [compiled, bundled] = [folder.file(".v8"), folder.file(".cjs")];
    fs.rmSync(compiled);
    expect(folder.run(...full)).toEqual(SUCCESS);
    expect(fs.readdirSync(folder.kept).sort()).toEqual([path.basename(bundled), "program-sources.json"].sort());
  });
});
