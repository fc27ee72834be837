/**
 * The order of suites. Jest starts with the slowest suites of the last run, or with the largest files if there is no last run. In a new clone the
 * suites of whole platforms start first instead: starting one last would leave the other cores idle.
 */
"use strict";

const path = require("node:path");
const { default: Sequencer } = require("@jest/test-sequencer");

const isLong = ({ path: file }) => file.includes(path.join("test", "scenarios") + path.sep);

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
};
