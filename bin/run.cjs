/**
 * Runs the main.ts of a project, for `app` in its cdktf.json: node -e "require('@terrace-aws/terrace/run')" main.ts
 *
 * Through `require`, so that the package is found wherever it is installed: in the project, or in the folder of a workspace above it.
 */
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { bundleOrExit, locationOf, runWithoutExit } = require("./bundle.cjs");

const root = process.cwd();
const at = require.main === module ? 2 : 1;
const entry = process.argv[at];

function fail(...lines) {
  console.error(lines.join("\n"));
  process.exit(1);
}

if (!entry || !fs.existsSync(path.join(root, entry)))
  fail(
    entry ? `${entry} does not exist in ${root}` : "Missing program: the first argument is its file.",
    "  fix       In cdktf.json, set app to: node -e \"require('@terrace-aws/terrace/run')\" main.ts",
  );

require("./token-traces.cjs");

const program = { root, entry: path.normalize(entry) };

const built = bundleOrExit(program);
process.argv.splice(1, at, built.file);
try {
  runWithoutExit(built);
} catch (error) {
  const location = locationOf(program, built, error);
  if (!location) throw error;
  fail(`${location}: ${error.message}`);
}
