/**
 * Runs a TypeScript script: node tools/run.cjs main.ts [arguments]
 *
 * bin/bundle.cjs bundles it with all its packages into one file in .terrace/bundle. `npm run bench` shows the effect.
 */
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { bundleOrExit, run } = require("../bin/bundle.cjs");

const root = path.resolve(__dirname, "..");

const entry = process.argv[2];
if (!entry || !fs.existsSync(path.join(root, entry))) {
  console.error(
    `run.cjs: ${entry ? `${entry} does not exist in ${root}` : "missing script"}. Usage: node tools/run.cjs <script.ts> [arguments]`,
  );
  process.exit(1);
}

require("../bin/token-traces.cjs");

const built = bundleOrExit({ root, entry: path.normalize(entry) });
process.argv.splice(1, 2, built.file);
run(built);
