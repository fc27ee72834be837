/** Removes the folder that the suites of one run have shared. */
"use strict";

const fs = require("node:fs");

module.exports = () => {
  fs.rmSync(process.env.TERRACE_TEST_RUN, { recursive: true, force: true });
};
