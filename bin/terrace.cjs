#!/usr/bin/env node
/**
 * The `terrace` command. In Terrace's own repository, which has `tools/`, it installs missing packages and runs the sources; in an installed package
 * it runs the compiled files. An old Node must be able to parse this file.
 */
"use strict";

var fs = require("fs");
var path = require("path");

require("./node-version.cjs").check();

var root = path.resolve(__dirname, "..");
var runner = path.join(root, "tools", "run.cjs");

// The AWS SDK warns about Node 20, which does not matter here because versions are pinned.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

// The doctor repairs nothing: it reports what is missing.
var doctor = require("./doctor.cjs");
var missing = process.argv[2] === "doctor" ? doctor.missingPackages(root) : null;

if (missing !== null) {
  process.exitCode = doctor.report(missing, process.argv.slice(3));
} else if (fs.existsSync(runner)) {
  var installed = require(path.join(root, "tools", "bootstrap", "packages.cjs")).install(root);
  if (installed !== 0) process.exit(installed);
  process.argv.splice(1, 1, runner, "cli/entry/main.ts");
  require(runner);
} else {
  require(path.join(root, "dist", "cli", "entry", "main.js"));
}
