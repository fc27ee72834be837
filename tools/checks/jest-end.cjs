/** Removes the shared folder of a run's suites. */
"use strict";

const fs = require("node:fs");

module.exports = () => {
  fs.rmSync(process.env.TERRACE_TEST_RUN, { recursive: true, force: true });
};
