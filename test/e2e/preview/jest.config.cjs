/** A preview from its roles to its end, by the commands that people and workflows run: each step stands on the one before. */
module.exports = {
  ...require("../jest.config.cjs"),
  rootDir: "../../..",
  roots: ["<rootDir>/test/e2e/preview"],
  testPathIgnorePatterns: [],
  reporters: ["default", "<rootDir>/tools/checks/jest-counts.cjs"],
  testTimeout: 60 * 60 * 1000,
};
