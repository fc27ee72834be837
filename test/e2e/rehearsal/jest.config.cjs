/** The rehearsal: one long scenario, in which each step depends on the previous one. */
module.exports = {
  ...require("../jest.config.cjs"),
  rootDir: "../../..",
  roots: ["<rootDir>/test/e2e/rehearsal"],
  testPathIgnorePatterns: [],
  reporters: ["default", "<rootDir>/tools/checks/jest-counts.cjs"],
  testTimeout: 60 * 60 * 1000,
};
