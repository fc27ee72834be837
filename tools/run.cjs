/**
 * Runs a TypeScript program: node tools/run.cjs main.ts [arguments]
 *
 * esbuild bundles it with all its packages into one file below .terrace/bundle and node runs that; nothing is type-checked.
 * One file, because finding and reading a thousand small ones costs more than all else that a synthesis does. The file is named after
 * what went into it, and used again for as long as that is the same: `npm run bench` shows what this is worth.
 */
"use strict";

const crypto = require("node:crypto");
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const vm = require("node:vm");

const root = path.resolve(__dirname, "..");
const folder = path.join(root, ".terrace/bundle");
const KEEP_MILLISECONDS = 3600 * 1000;

function digest(parts) {
  const hash = crypto.createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex").slice(0, 20);
}

/** What a bundle is made of: this program, the version of Node, the installed packages, and the project's own files. */
function keyOf(sources) {
  const installed = path.join(root, "node_modules/.package-lock.json");
  const packages = fs.existsSync(installed) ? String(fs.statSync(installed).mtimeMs) : "none";
  return digest([
    process.version,
    packages,
    fs.readFileSync(__filename),
    ...sources.flatMap((file) => [file, fs.readFileSync(path.join(root, file))]),
  ]);
}

/** Written beside and renamed, so that two runs at once never read half a file. */
function write(file, content) {
  const temporary = `${file}.${process.pid}`;
  fs.writeFileSync(temporary, content);
  fs.renameSync(temporary, file);
}

function removeOld(prefix) {
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name);
    const old = Date.now() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > KEEP_MILLISECONDS;
    if (name.startsWith(prefix) && old) fs.rmSync(file, { force: true });
  }
}

function build(entry, prefix) {
  const esbuild = require("esbuild");
  const result = esbuild.buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    charset: "ascii",
    external: ["esbuild"],
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const sources = Object.keys(result.metafile.inputs).filter((input) => !input.startsWith("node_modules/"));
  const bundle = path.join(folder, `${prefix}${keyOf(sources)}.cjs`);
  fs.mkdirSync(folder, { recursive: true });
  removeOld(prefix);
  write(bundle, result.outputFiles[0].contents);
  write(path.join(folder, `${prefix}sources.json`), JSON.stringify(sources));
  return bundle;
}

/** The bundle that an earlier run left, if it still is what would be built. */
function findBundle(prefix) {
  try {
    const sources = JSON.parse(fs.readFileSync(path.join(folder, `${prefix}sources.json`), "utf8"));
    const bundle = path.join(folder, `${prefix}${keyOf(sources)}.cjs`);
    return fs.existsSync(bundle) ? bundle : undefined;
  } catch {
    return undefined;
  }
}

/** A program that cannot be bundled has a mistake in it: its place and what is wrong are all that its author needs. */
function bundleOf(entry) {
  const prefix = entry.replace(/\.ts$/, "").replace(/[\\/]/g, "-") + "-";
  try {
    return findBundle(prefix) ?? build(entry, prefix);
  } catch (error) {
    if (!error.errors) throw error;
    for (const { location, text } of error.errors) console.error(`${location ? `${location.file}:${location.line}: ` : ""}${text}`);
    process.exit(1);
  }
}

/**
 * Runs a bundle as `require` would, with V8's compiled code of an earlier run with the same options: a sixth less CPU time.
 * All but its comments is ASCII: read as bytes of text, it takes 20 MB less than it does decoded.
 */
function execute(bundle) {
  const compiled = `${bundle}.${digest([process.env.NODE_OPTIONS ?? "", ...process.execArgv])}.v8`;
  const cachedData = fs.existsSync(compiled) ? fs.readFileSync(compiled) : undefined;
  const script = new vm.Script(Module.wrap(fs.readFileSync(bundle, "latin1")), { filename: bundle, cachedData });
  if (!cachedData || script.cachedDataRejected) process.once("exit", () => write(compiled, script.createCachedData()));
  const module = new Module(bundle);
  module.filename = bundle;
  script.runInThisContext()(module.exports, Module.createRequire(bundle), module, bundle, path.dirname(bundle));
}

const entry = process.argv[2];
if (!entry || !fs.existsSync(path.join(root, entry))) {
  console.error(
    `run.cjs: ${entry ? `there is no ${entry} in ${root}` : "no program was named"}. Usage: node tools/run.cjs <program.ts> [arguments]`,
  );
  process.exit(1);
}

require("./token-traces.cjs");

const bundle = bundleOf(path.normalize(entry));
process.argv.splice(1, 2, bundle);
execute(bundle);
