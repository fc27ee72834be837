/**
 * Makes the folder that the suites of one run share, before any of them begins: what one of them has synthesized the others read there, and
 * what a reader of the summary has to know they note there.
 */
"use strict";

const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

module.exports = () => {
  process.env.TERRACE_TEST_RUN = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-tests-"));
};
