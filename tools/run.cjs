/**
 * Runs a TypeScript script: node tools/run.cjs main.ts [arguments]
 *
 * bin/bundle.cjs bundles it with all its packages into one file in .terrace/bundle. `npm run bench` shows the effect.
 */
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { bundle, buildErrorLines, run } = require("../bin/bundle.cjs");

const root = path.resolve(__dirname, "..");

/** Prints only the location and message of a syntax error, without a stack trace. */
function bundleOf(entry) {
  try {
    return bundle({ root, entry });
  } catch (error) {
    const lines = buildErrorLines(error);
    if (!lines) throw error;
    console.error(lines.join("\n"));
    process.exit(1);
  }
}

const entry = process.argv[2];
if (!entry || !fs.existsSync(path.join(root, entry))) {
  console.error(
    `run.cjs: ${entry ? `${entry} does not exist in ${root}` : "missing script"}. Usage: node tools/run.cjs <script.ts> [arguments]`,
  );
  process.exit(1);
}

require("../bin/token-traces.cjs");

const built = bundleOf(path.normalize(entry));
process.argv.splice(1, 2, built.file);
run(built);
