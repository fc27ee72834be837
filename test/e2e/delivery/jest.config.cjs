/** The pipeline, from an empty account to a roll-back: one long story, in which each step stands on the one before. */
module.exports = {
  ...require("../jest.config.cjs"),
  rootDir: "../../..",
  roots: ["<rootDir>/test/e2e/delivery"],
  testPathIgnorePatterns: [],
  reporters: ["default", "<rootDir>/tools/checks/jest-counts.cjs"],
  testTimeout: 60 * 60 * 1000,
};
