/**
 * Bundles a TypeScript file with all its imports into one file, and runs it: one file, because finding and reading a thousand small ones costs more
 * than the rest of a synthesis. There are no type checks. The name of the file is a hash of its inputs, and it is reused while they are unchanged.
 *
 * Each kept file ends with a checksum of its content. A file that a crash or a full disk left truncated or empty is built again, and never run.
 *
 *     const { bundle, run } = require("./bundle.cjs");
 *     const exported = run(bundle({ root: "/home/ada/shop", entry: "environments/index.ts" }));
 */
"use strict";

const crypto = require("node:crypto");
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const vm = require("node:vm");

const KEEP_MILLISECONDS = 3600 * 1000;
/** The last line of a kept file. It is a comment, so that the file itself is a valid script. */
const SEAL_LENGTH = "\n//".length + 64;

function sha256(...parts) {
  const hash = crypto.createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex");
}

const shortHash = (...parts) => sha256(...parts).slice(0, 20);

/** The content of a kept file, or undefined if the file is missing or is not as it was written. */
function readSealed(file) {
  try {
    const all = fs.readFileSync(file);
    const content = all.subarray(0, Math.max(0, all.length - SEAL_LENGTH));
    return all.toString("latin1", content.length) === `\n//${sha256(content)}` ? content : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps a file for later runs. Writes a temporary file and renames it, so that concurrent runs never read an incomplete file. A failure, such as a
 * full disk, only makes the next run slower.
 */
function keep(file, content) {
  const temporary = `${file}.${process.pid}`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(temporary, content);
    fs.appendFileSync(temporary, `\n//${sha256(content)}`);
    fs.renameSync(temporary, file);
  } catch {
    try {
      fs.rmSync(temporary, { force: true });
    } catch {
      // The folder is not writable either.
    }
  }
}

function removeOld(folder, prefix) {
  if (!fs.existsSync(folder)) return;
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name);
    const old = Date.now() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > KEEP_MILLISECONDS;
    if (name.startsWith(prefix) && old) fs.rmSync(file, { force: true });
  }
}

/** Files that npm, pnpm and Yarn write when they have installed packages. */
const INSTALLED = [".package-lock.json", ".modules.yaml", ".yarn-state.yml", ".yarn-integrity"].map((name) =>
  path.join("node_modules", name),
);
/** Files that change a bundle without being part of it. */
const SETTINGS = ["package.json", "tsconfig.json"];

/** The times of the last installs in a folder and in the folders above it, which have the packages of a workspace. */
function installTimes(folder) {
  const times = INSTALLED.map((file) => fs.statSync(path.join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0);
  const above = path.dirname(folder);
  return above === folder ? times : [...times, ...installTimes(above)];
}

/** A hash of a bundle's inputs: this file, the Node version, the options, the installed packages, and the project's own files. */
function keyOf(sources, { root, external }) {
  const files = [...SETTINGS.filter((file) => fs.existsSync(path.join(root, file))), ...sources];
  const own = files.flatMap((file) => [file, fs.readFileSync(path.join(root, file))]);
  return shortHash(process.version, installTimes(root).join(), JSON.stringify(external), fs.readFileSync(__filename), ...own);
}

const isOfPackage = (file) => /(^|\/)node_modules\//.test(file);

function bundleWithEsbuild({ root, entry, external }, sourcemap) {
  return require("esbuild").buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: "bundle.cjs",
    sourcemap,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    charset: "ascii",
    external,
    write: false,
    metafile: true,
    logLevel: "silent",
  });
}

function build(options) {
  const { folder, prefix } = options;
  const result = bundleWithEsbuild(options, false);
  const sources = Object.keys(result.metafile.inputs).filter((file) => !isOfPackage(file));
  const file = path.join(folder, `${prefix}${keyOf(sources, options)}.cjs`);
  const code = Buffer.from(result.outputFiles[0].contents);
  try {
    removeOld(folder, prefix);
  } catch {
    // The folder is not writable.
  }
  keep(file, code);
  keep(path.join(folder, `${prefix}sources.json`), Buffer.from(JSON.stringify(sources)));
  return { file, code };
}

/** The bundle of an earlier run, if its inputs are unchanged. */
function find(options) {
  const { folder, prefix } = options;
  const sources = readSealed(path.join(folder, `${prefix}sources.json`));
  if (!sources) return undefined;
  try {
    const file = path.join(folder, `${prefix}${keyOf(JSON.parse(sources.toString("utf8")), options)}.cjs`);
    const code = readSealed(file);
    return code && { file, code };
  } catch {
    // A source was deleted.
    return undefined;
  }
}

/**
 * The bundle of a file, built only if its inputs have changed.
 *
 * @param {{ root: string, entry: string, external?: readonly string[], folder?: string }} options `root` is absolute and `entry` is relative to it.
 *   `external` are packages that the bundle loads when it runs; default: esbuild. `folder` keeps the bundle; default: `.terrace/bundle`.
 * @throws esbuild's error, with a list `errors`, if a file cannot be parsed or an import does not exist; `buildErrorLines` formats it.
 */
function bundle({ root, entry, external = [], folder = path.join(root, ".terrace", "bundle") }) {
  const prefix = `${entry.replace(/\.[cm]?tsx?$/, "").replace(/[\\/]/g, "-")}-`;
  const options = { root, entry, external: ["esbuild", ...external], folder, prefix };
  return find(options) ?? build(options);
}

/** The locations and messages of a failed build, one line each; undefined if it is another error. */
function buildErrorLines(error) {
  if (!Array.isArray(error?.errors)) return undefined;
  return error.errors.map(({ location, text }) => `${location ? `${location.file}:${location.line}: ` : ""}${text}`);
}

/** The bundle of a file. Prints only the locations and messages of a build that fails, without a stack trace, and ends the process. */
function bundleOrExit(options) {
  try {
    return bundle(options);
  } catch (error) {
    const lines = buildErrorLines(error);
    if (!lines) throw error;
    console.error(lines.join("\n"));
    return process.exit(1);
  }
}

const tasks = [];

/** Runs a task when the process exits. One listener for all, because Node warns about more than ten. */
function atExit(task) {
  if (tasks.push(task) === 1) process.once("exit", () => tasks.forEach((each) => each()));
}

/**
 * Runs a bundle like `require`, and returns its exports. Uses the V8 code cache of an earlier run with the same options, which saves a sixth of the
 * CPU time. The bundle is ASCII except for comments: read as Latin-1 it needs 20 MB less memory than decoded.
 */
function run({ file, code }) {
  const compiled = `${file}.${shortHash(process.env.NODE_OPTIONS ?? "", ...process.execArgv)}.v8`;
  const cachedData = readSealed(compiled);
  const script = new vm.Script(Module.wrap(code.toString("latin1")), { filename: file, cachedData });
  if (!cachedData || script.cachedDataRejected) atExit(() => keep(compiled, script.createCachedData()));
  const module = new Module(file);
  module.filename = file;
  script.runInThisContext()(module.exports, Module.createRequire(file), module, file, path.dirname(file));
  return module.exports;
}

/**
 * Runs a bundle whose files only define data. A call of `process.exit()` in it would end the command without a result, and with `process.exit(0)` as if
 * it had succeeded, so it is an error.
 */
function runWithoutExit(bundled) {
  // In tests, the bundle runs in another context than this file.
  const program = vm.runInThisContext("process");
  const replaced = ["exit", "reallyExit"].map((name) => [name, program[name]]);
  for (const [name] of replaced)
    program[name] = (code) => {
      throw new Error(
        [
          `process.${name}(${code ?? ""}) ends the command before it does anything.`,
          "  allowed   files that define data, and errors for wrong values",
          '  fix       Remove the call. To report a wrong value, write: throw new Error("…")',
        ].join("\n"),
      );
    };
  try {
    return run(bundled);
  } finally {
    for (const [name, original] of replaced) program[name] = original;
  }
}

/**
 * The file and line of the project that threw an error while its bundle ran; undefined if the project did not throw it. Builds the bundle again
 * with a source map, which only errors need.
 *
 * @param {{ root: string, entry: string, external?: readonly string[] }} options as for `bundle`
 */
function locationOf({ root, entry, external = [] }, { file }, error) {
  const frames = [...String(error?.stack).matchAll(/^ +at (?:.*\()?(.+):(\d+):(\d+)\)?$/gm)].filter((frame) => frame[1] === file);
  if (frames.length === 0) return undefined;
  const { outputFiles } = bundleWithEsbuild({ root, entry, external: ["esbuild", ...external] }, "external");
  const map = new Module.SourceMap(JSON.parse(outputFiles.find((output) => output.path.endsWith(".map")).text));
  for (const [, , line, column] of frames) {
    const { originalSource, originalLine } = map.findEntry(Number(line) - 1, Number(column) - 1);
    if (originalSource && !isOfPackage(originalSource)) return `${originalSource}:${originalLine + 1}`;
  }
  return undefined;
}

module.exports = { bundle, bundleOrExit, buildErrorLines, locationOf, run, runWithoutExit };
