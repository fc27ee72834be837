/**
 * Runs a TypeScript program: node scripts/run.cjs main.ts [arguments]
 *
 * esbuild bundles it with all its packages into one file under .terrace/bundle and node runs that; nothing is type-checked.
 * One file, because finding and reading a thousand small ones costs more than everything else that a synthesis does.
 * The bundle is used again for as long as none of its inputs changed: `npm run bench` shows what that is worth.
 */
"use strict";

const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

const root = path.resolve(__dirname, "..");

/** What decides about a bundle besides the project's own files: the tools and the installed packages. */
function toolchain() {
  const installed = path.join(root, "node_modules/.package-lock.json");
  return [process.version, fs.readFileSync(__filename), fs.existsSync(installed) ? fs.statSync(installed).mtimeMs : "none"].join("\n");
}

function fingerprint(sources) {
  const hash = crypto.createHash("sha256").update(toolchain());
  for (const source of sources)
    hash
      .update(source)
      .update("\0")
      .update(fs.readFileSync(path.join(root, source)))
      .update("\0");
  return hash.digest("hex");
}

function isCurrent(bundle) {
  try {
    const { sources, key } = JSON.parse(fs.readFileSync(bundle + ".json", "utf8"));
    return fs.existsSync(bundle) && fingerprint(sources) === key;
  } catch {
    return false;
  }
}

/** Written beside and renamed, so that two runs at once never read half a file. */
function write(file, text) {
  const temporary = `${file}.${process.pid}`;
  fs.writeFileSync(temporary, text);
  fs.renameSync(temporary, file);
}

function build(entry, bundle) {
  const esbuild = require("esbuild");
  const result = esbuild.buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: bundle,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["esbuild"],
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const sources = Object.keys(result.metafile.inputs).filter((input) => !input.startsWith("node_modules/"));
  fs.mkdirSync(path.dirname(bundle), { recursive: true });
  write(bundle, result.outputFiles[0].contents);
  write(bundle + ".json", JSON.stringify({ sources, key: fingerprint(sources) }));
}

/** A program that cannot be bundled has a mistake in it: its place and what is wrong are all that its author needs. */
function bundleOf(entry) {
  const bundle = path.join(root, ".terrace/bundle", entry.replace(/\.ts$/, "").replace(/[\\/]/g, "-") + ".cjs");
  if (isCurrent(bundle)) return bundle;
  try {
    build(entry, bundle);
    return bundle;
  } catch (error) {
    if (!error.errors) throw error;
    for (const { location, text } of error.errors) console.error(`${location ? `${location.file}:${location.line}: ` : ""}${text}`);
    process.exit(1);
  }
}

const entry = process.argv[2];
if (!entry || !fs.existsSync(path.join(root, entry))) {
  console.error(
    `run.cjs: ${entry ? `there is no ${entry} in ${root}` : "no program was named"}. Usage: node scripts/run.cjs <program.ts> [arguments]`,
  );
  process.exit(1);
}
const bundle = bundleOf(path.normalize(entry));
process.argv.splice(1, 2, bundle);
require(bundle);
