/**
 * Creates the folder that the suites of one run share: synthesized output that other suites reuse, and notes for the summary of the run.
 */
"use strict";

const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

module.exports = () => {
  process.env.TERRACE_TEST_RUN = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-tests-"));
};
