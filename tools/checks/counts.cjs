/**
 * Adds up what several test runners counted. Each appends one line to the file that TERRACE_TEST_COUNTS names, if it names one;
 * `node tools/checks/counts.cjs` prints the total and fails where anything failed or nothing ran.
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
