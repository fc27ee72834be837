/**
 * Adds up the counts of several test runners. Each one appends a line to the file in TERRACE_TEST_COUNTS, if it is set.
 * `node tools/checks/counts.cjs` prints the total, and fails if a test failed or none ran.
 */
"use strict";

const fs = require("node:fs");

/** @param {{ passed: number, failed: number }} counts */
function append(counts) {
  const file = process.env.TERRACE_TEST_COUNTS;
  if (file) fs.appendFileSync(file, JSON.stringify({ passed: counts.passed, failed: counts.failed }) + "\n");
}

/** @param {string} text the lines that were appended */
function total(text) {
  const rows = text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const sum = (name) => rows.reduce((sofar, row) => sofar + row[name], 0);
  return { passed: sum("passed"), failed: sum("failed") };
}

module.exports = { append, total };

if (require.main === module) {
  const { passed, failed } = total(fs.readFileSync(process.env.TERRACE_TEST_COUNTS, "utf8"));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
