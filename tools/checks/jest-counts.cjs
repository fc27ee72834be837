/** A jest reporter: adds jest's counts to those of the other runners. A suite that could not run at all counts as one failure. */
"use strict";

const { append } = require("./counts.cjs");

module.exports = class CountReporter {
  onRunComplete(_contexts, results) {
    append({ passed: results.numPassedTests, failed: results.numFailedTests + results.numRuntimeErrorTestSuites });
  }
};
