/** Killed runs of `terrace dev`. Each step depends on the previous one. */
module.exports = {
  ...require("../jest.config.cjs"),
  rootDir: "../../..",
  roots: ["<rootDir>/test/e2e/dev"],
  testPathIgnorePatterns: [],
  reporters: ["default", "<rootDir>/tools/checks/jest-counts.cjs"],
  testTimeout: 5 * 60 * 1000,
};
